import { h } from './dom';

type Theme = 'light' | 'dark';
const KEY = 'cdk8s-verrazzano report theme';

/**
 * A button that goes between light and dark. Without a choice the page looks as the system does.
 * @param changed - called when the colours have changed
 */
export function themeButton(changed: () => void): HTMLElement {
  const system = matchMedia('(prefers-color-scheme: dark)');
  let chosen = stored();
  const now = (): Theme => chosen ?? (system.matches ? 'dark' : 'light');
  const button = h('button', { type: 'button', class: 'theme' });
  const show = (): void => {
    document.documentElement.dataset.theme = now();
    button.textContent = now() === 'dark' ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Use ${now() === 'dark' ? 'light' : 'dark'} colours`);
  };
  button.addEventListener('click', () => {
    chosen = now() === 'dark' ? 'light' : 'dark';
    store(chosen);
    show();
    changed();
  });
  system.addEventListener('change', () => {
    show();
    changed();
  });
  show();
  return button;
}

/** A page from disk may have no storage. */
function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The choice holds as long as the page is open.
  }
}
