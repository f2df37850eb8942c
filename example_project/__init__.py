"""The demo shop: Iron & Linden, cast iron and lime wood from Kostroma."""
