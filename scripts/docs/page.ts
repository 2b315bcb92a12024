import type { ComponentDefinition } from '../../lib/definition/definition';
import type { Option } from './options';

/** Input of the sections of a page. */
export interface Page {
  /** The component. */
  readonly definition: ComponentDefinition;
  /** Docstring of the definition. */
  readonly docstring: string;
  /** Its options; undefined when it has no key. */
  readonly options: readonly Option[] | undefined;
}

/** One section of a page. */
export interface Section {
  /** Heading. */
  readonly title: string;
  /** Text below the heading, as Markdown; undefined leaves the section out. */
  readonly body: (page: Page) => string | undefined;
}

/**
 * A link from one page to another.
 * @param name - name of a component
 */
export function pageLink(name: string): string {
  return `[${name}](${name}.md)`;
}

/**
 * Links from one page to others, with commas between.
 * @param names - names of components
 */
export function pageLinks(names: readonly string[]): string {
  return names.map(pageLink).join(', ');
}
