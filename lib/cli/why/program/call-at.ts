import type { CallExpression, NewExpression, Node } from 'typescript';
import type { Place, Source } from './program';

/** A call or a construction. */
export type Call = CallExpression | NewExpression;

/**
 * The call of a frame of a stack: engines give the position of `new`, of the name of the method, or of the statement.
 * @param source - the file
 * @param place - the place in it
 */
export function callAt({ ts, syntax }: Source, { line, column }: Place): Call | undefined {
  const starts = syntax.getLineStarts();
  const start = starts[line - 1] ?? syntax.end;
  const position = start + column - 1;
  const end = starts[line] ?? syntax.end;
  const found: Call[] = [];
  const visit = (node: Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && isNear(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found.sort((a, b) => distance(a) - distance(b))[0];

  function isNear(call: Call): boolean {
    return call.getStart(syntax) < end && call.end > position && call.expression.end >= start;
  }

  /** From the position to the call, or to the name of its method; what begins before the position and is wider comes last. */
  function distance(call: Call): number {
    const places = [
      call.getStart(syntax),
      ts.isPropertyAccessExpression(call.expression) ? call.expression.name.getStart(syntax) : -1,
    ];
    if (places.includes(position)) return ts.isNewExpression(call) ? 0 : 1;
    return 2 + places.reduce((least, each) => Math.min(least, Math.abs(each - position)), Infinity);
  }
}
