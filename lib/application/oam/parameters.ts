import { FieldPathError, setFieldPath } from './field-path';
import { itemsAt, listAt, textAt, type Fields } from './object';

/** What is wrong with the parameters of a component. */
export interface ParameterProblem {
  /** What is wrong. */
  readonly what: string;
  /** The name of the parameter. */
  readonly got: string;
  /** What to do. */
  readonly fix: string;
}

/**
 * Sets the parameters of a component in its workload, as the OAM runtime does before it adds labels.
 * @param workload - the workload; it is changed
 * @param component - `spec` of the Component, whose `parameters` say which fields a parameter sets
 * @param values - `parameterValues` of the ApplicationConfiguration
 * @returns what keeps the whole application from being rendered
 */
export function applyParameters(workload: Fields, component: Fields, values: readonly Fields[]): ParameterProblem[] {
  const declared = itemsAt(component, 'parameters');
  const given = new Map(values.map((each) => [textAt(each, 'name') ?? '', each.value]));
  const names = new Set(declared.map((each) => textAt(each, 'name') ?? ''));
  const problems: ParameterProblem[] = [
    ...[...given.keys()]
      .filter((name) => !names.has(name))
      .map((got) => ({
        what: 'sets a parameter that the Component does not declare',
        got,
        fix: 'leave the value out',
      })),
    ...declared
      .filter((each) => each.required === true && !given.has(textAt(each, 'name') ?? ''))
      .map((each) => ({
        what: 'leaves out a required parameter of the Component',
        got: textAt(each, 'name') ?? '',
        fix: 'add it to parameterValues',
      })),
  ];
  if (problems.length > 0) return problems;
  for (const each of declared) {
    const name = textAt(each, 'name') ?? '';
    if (!given.has(name)) continue;
    for (const path of listAt(each, 'fieldPaths')) {
      if (typeof path !== 'string') continue;
      try {
        setFieldPath(workload, path, given.get(name) ?? null);
      } catch (error) {
        if (!(error instanceof FieldPathError)) throw error;
        problems.push({
          what: `has a parameter that cannot be set: ${error.message}`,
          got: name,
          fix: 'correct its fieldPaths',
        });
      }
    }
  }
  return problems;
}
