import type { IConstruct } from 'constructs';
import { messageOf, problem } from '../problem';

/**
 * Runs the validations of a construct and of everything below it, once.
 * A validation that throws becomes a message.
 *
 * @returns messages with the path of their construct
 */
export function validateTree(root: IConstruct): string[] {
  return root.node.findAll().flatMap((construct) => {
    const { path } = construct.node;
    try {
      return construct.node
        .validate()
        .map((text) => (text.startsWith(`[${path}] `) ? text : problem(path, { what: text })));
    } catch (error) {
      return [problem(path, { what: `a validation failed: ${messageOf(error)}` })];
    }
  });
}
