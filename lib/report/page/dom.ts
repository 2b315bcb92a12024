/** What can be inside of an element. */
export type Child = Node | string | number | undefined | false;

/** Attributes and listeners of an element. */
export interface Attributes {
  readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void);
}

/**
 * Creates an element. Texts become text nodes, so that nothing in the data is markup.
 * @param name - name of the element
 * @param attributes - `on...` are listeners; `false` and undefined leave an attribute out
 * @param children - what is inside
 */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : String(value));
  }
  add(element, children);
  return element;
}

/** Adds children; what is left out is not there. */
export function add(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child !== undefined && child !== false) element.append(typeof child === 'number' ? String(child) : child);
  }
}

/** Replaces what is inside of an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren();
  add(element, children);
}

/** A small label; the tone is also in its words, never in its colour alone. */
export function badge(text: string, tone: 'good' | 'bad' | 'doubtful' | 'quiet' | 'accent' = 'quiet'): HTMLElement {
  return h('span', { class: `badge ${tone}` }, text);
}

/** A link to a public page; anything else than https is text. */
export function link(address: string, text: string): HTMLElement {
  if (!/^https:\/\//.test(address)) return h('span', {}, text);
  return h('a', { href: address, rel: 'noreferrer', target: '_blank' }, text);
}

/** A string that breaks after the characters that join names. */
export function breakable(text: string): HTMLElement {
  const parts = text.split(/(?<=[/.:@_-])/);
  return h('span', { class: 'name' }, ...parts.flatMap((part, index) => (index === 0 ? [part] : [h('wbr'), part])));
}

/** Items one below the other; those after the first few are behind a button. */
export function shortList(texts: readonly string[], shown = 3): HTMLElement {
  const list = h('ul', { class: 'plain' }, ...texts.slice(0, shown).map((text) => h('li', {}, breakable(text))));
  const rest = texts.slice(shown);
  if (rest.length === 0) return list;
  const more = h('details', { class: 'more' }, h('summary', {}, `${rest.length} more`));
  more.append(h('ul', { class: 'plain' }, ...rest.map((text) => h('li', {}, breakable(text)))));
  return h('div', {}, list, more);
}

/** A section of the page, with its heading. */
export function section(id: string, title: string, intro: string, ...children: readonly Child[]): HTMLElement {
  return h(
    'section',
    { id, 'aria-labelledby': `${id}-title`, tabindex: -1 },
    h('h2', { id: `${id}-title` }, title),
    intro !== '' && h('p', { class: 'intro' }, intro),
    ...children,
  );
}
