"""Settings: `demo` for a look on your own machine, `production` for a server."""
