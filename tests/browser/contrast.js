/* What cannot be read in what is drawn of ours: text whose contrast to what lies behind it is too small.
   Colours are read back from a canvas, because computed ones come in every notation there is. */
export default function findUnread() {
  const LARGE = 24;
  const LARGE_BOLD = 18.66;
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  const read = (color) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = color;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };

  const over = (top, under) => [
    ...[0, 1, 2].map((part) => top[part] * top[3] + under[part] * (1 - top[3])),
    1,
  ];

  const behind = (element) => {
    if (!element) return read(matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff");
    const own = read(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  };

  const luminance = (color) => {
    const [red, green, blue] = color.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (element) => {
    const ground = behind(element);
    const [dark, light] = [over(read(getComputedStyle(element).color), ground), ground]
      .map(luminance)
      .sort((one, other) => one - other);
    return (light + 0.05) / (dark + 0.05);
  };

  const wanted = (style) => {
    const size = parseFloat(style.fontSize);
    return size >= LARGE || (size >= LARGE_BOLD && Number(style.fontWeight) >= 700) ? 3 : 4.5;
  };

  const isDrawn = (element) =>
    element.closest(".wf") && element.checkVisibility() && !element.closest("script, option, .wf-vh, .wf-hp");

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const unread = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.data.trim();
    const isUnread = () => contrast(element) < wanted(getComputedStyle(element));
    if (words && isDrawn(element) && isUnread()) unread.push(words.slice(0, 40));
  }
  return unread;
}
