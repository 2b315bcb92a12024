import { parseGoDuration } from '../../values/quantities';

/** Units of durations; of the last name of each, what begins with it. Source: kube-openapi, `pkg/validation/strfmt/duration.go`. */
const UNITS: readonly string[] = ['ns', 'us', 'µs', 'ms', 's', 'm', 'h', 'hr', 'd', 'w', 'wk'];
const BEGINNINGS: readonly string[] = ['nano', 'micro', 'milli', 'sec', 'min', 'hour', 'day', 'week'];

/**
 * Whether a string is a duration for custom resources: one of Go, or one in which some number has a unit, as in `2 weeks`, with anything around it.
 * @param text - the string
 */
export function isDurationText(text: string): boolean {
  if (parseGoDuration(text) !== undefined) return true;
  return [...text.matchAll(/\d+\s*([A-Za-zµ]+)/g)].some(([, name = '']) => {
    const unit = name.toLowerCase();
    return UNITS.includes(unit) || BEGINNINGS.some((beginning) => unit.startsWith(beginning));
  });
}
