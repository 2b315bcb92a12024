import { isMap, isSeq, type Node } from 'yaml';
import type { Path } from '../../../lib/values/path';
import { lineOf, parseYaml, yamlDocuments } from '../../../lib/values/yaml/parse-yaml';
import { plainLine, plainPlaces } from '../../../lib/values/yaml/plain-places';

/** The lines that the YAML library finds, by path. */
function linesByLibrary(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const roots = yamlDocuments('f', text).flatMap(({ document: { contents }, value }) =>
    value === null || contents === null ? [] : [contents],
  );
  const put = (path: Path, node: unknown): void => {
    const at = (node as Node | null)?.range?.[0];
    if (at !== undefined) found.set(JSON.stringify(path), lineOf(text, at));
  };
  const visit = (path: Path, node: unknown): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const inner = [...path, String((key as { value: unknown }).value)];
        put(inner, key);
        visit(inner, value);
      }
    } else if (isSeq(node)) {
      node.items.forEach((item, index) => {
        put([...path, index], item);
        visit([...path, index], item);
      });
    }
  };
  roots.forEach((root, index) => {
    put([index], root);
    visit([index], root);
  });
  return found;
}

/** What a text means to the reader that knows where each value is: its values or its error. */
export function carefully(text: string): string {
  return meaning(() => yamlDocuments('f', text).flatMap(({ value }) => (value === null ? [] : [value])));
}

/** Fails where a text is read otherwise than by the reader that knows where each value is, or its lines are others. */
export function expectSame(text: string): void {
  const places = plainPlaces(text);
  if (places === undefined) return;
  const meant = carefully(text);
  expect([text, meaning(() => parseYaml('f', text))]).toEqual([text, meant]);
  if (meant.startsWith('refused')) return;
  const lines = [...linesByLibrary(text)].map(([path, line]) => {
    const [document, ...rest] = JSON.parse(path) as [number, ...Path];
    const root = places[document];
    return [path, line, root === undefined ? 0 : plainLine(root, rest)];
  });
  expect([text, lines.filter(([, line, found]) => line !== found)]).toEqual([text, []]);
}

function meaning(read: () => unknown): string {
  try {
    return JSON.stringify(read(), (_, value: unknown) => (Object.is(value, -0) ? '-0' : value));
  } catch (error) {
    return `refused: ${(error as Error).message}`;
  }
}
