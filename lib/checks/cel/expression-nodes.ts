import { isCelNode, type CelNode } from './cel-node';
import { celSyntax } from './environment';

/**
 * An expression.
 * @param source - its text
 * @throws Error of the library where it cannot be read
 */
export function expressionRoot(source: string): CelNode {
  return celSyntax(source);
}

/**
 * The parts of an expression.
 * @param source - the expression
 * @throws Error of the library where it cannot be read
 */
export function expressionNodes(source: string): CelNode[] {
  const found: CelNode[] = [];
  const left: unknown[] = [celSyntax(source)];
  while (left.length > 0) {
    const next = left.pop();
    if (Array.isArray(next)) {
      for (const each of next as readonly unknown[]) left.push(each);
    } else if (isCelNode(next)) {
      found.push(next);
      left.push(next.args);
    }
  }
  return found;
}
