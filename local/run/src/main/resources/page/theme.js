const KEY = "theme";
const NEXT = { system: "light", light: "dark", dark: "system" };

/** The switch between the system's colours, light and dark ones; the browser remembers it. */
export function themeSwitch(button, onChange) {
  const show = (theme) => {
    if (theme === "system") {
      document.documentElement.removeAttribute("data-theme");
    } else {
      document.documentElement.setAttribute("data-theme", theme);
    }
    button.textContent = `Theme: ${theme}`;
    onChange();
  };
  let theme = NEXT[stored()] === undefined ? "system" : stored();
  show(theme);
  button.addEventListener("click", () => {
    theme = NEXT[theme];
    store(theme);
    show(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
}

// A browser that keeps nothing for a page throws here; the switch works all the same.
function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // It is chosen for this visit only.
  }
}
