import { BILL_OF_MATERIALS } from './bill-of-materials';
import type { Chart } from './chart';

/** Part of the bill of materials that a third-party chart installs. */
type ChartPart = {
  [Part in keyof typeof BILL_OF_MATERIALS]: (typeof BILL_OF_MATERIALS)[Part] extends { readonly chart: Chart }
    ? Part
    : never;
}[keyof typeof BILL_OF_MATERIALS];

/**
 * The third-party chart of a part, as the bill of materials has it.
 * @param part - the part
 */
export function chartOf(part: ChartPart): Chart {
  return BILL_OF_MATERIALS[part].chart;
}
