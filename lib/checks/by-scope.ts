import { GroupedBy } from '../values/grouped-by';
import type { CheckedObject } from './checked-object';

/** Objects by the cluster that they are in. */
export const byScope = new GroupedBy<CheckedObject>(({ scope }) => [scope]);
