import type { Construct } from 'constructs';
import { requireShape } from './require-shape';
import type { ShapeName } from './shapes';

/**
 * As {@link requireShape}, for the props of a construct that is being made.
 * @param name - the TypeScript type of the props
 * @param props - the props
 * @param scope - scope of the construct
 * @param id - id of the construct
 * @throws Error that lists every wrong value
 */
export function requireProps(name: ShapeName, props: unknown, scope: Construct, id: string): void {
  requireShape(name, props, [scope.node.path, id].filter((part) => part !== '').join('/'));
}
