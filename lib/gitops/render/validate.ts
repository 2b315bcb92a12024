import type { IConstruct } from 'constructs';
import { messageOf, problem } from '../problem';

/**
 * Runs the validations of a construct and of everything below it, once.
 * A validation that throws becomes a message.
 *
 * @param isLeftOut - constructs that are left out, with everything below
 * @param onVisit - hears of each construct before it is validated
 * @returns messages with the path of their construct
 */
export function validateTree(
  root: IConstruct,
  isLeftOut: (construct: IConstruct) => boolean = () => false,
  onVisit: (construct: IConstruct) => void = () => undefined,
): string[] {
  const found: string[] = [];
  const visit = (construct: IConstruct): void => {
    if (isLeftOut(construct)) return;
    onVisit(construct);
    for (const each of validate(construct)) found.push(each);
    construct.node.children.forEach(visit);
  };
  visit(root);
  return found;
}

function validate(construct: IConstruct): readonly string[] {
  const { node } = construct;
  try {
    const found = node.validate();
    if (found.length === 0) return found;
    const { path } = node;
    return found.map((text) => (text.startsWith(`[${path}] `) ? text : problem(path, { what: text })));
  } catch (error) {
    return [problem(node.path, { what: `a validation failed: ${messageOf(error)}` })];
  }
}
