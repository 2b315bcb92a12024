import { parse } from 'yaml';
import { textArgument, type TemplateFunction, type TemplateFunctions } from '../../values/go-template/functions';
import { fillTemplate } from '../../values/go-template/run';
import { TemplateError, withIntegers, type TemplateValue } from '../../values/go-template/value';
import type { OamClusterState } from './cluster-state';
import { secretTexts } from './environment';
import { GROUP } from './names';
import { groupOf, isFields, namespaceOf, textAt, textsAt, type Fields, type KubeObject, type Value } from './object';
import type { Translation } from './translation';

/**
 * The scrape job that a MetricsTemplate makes for a workload; undefined, with a finding, where it cannot be filled in.
 * @param binding - the MetricsBinding
 * @param workload - the workload
 * @param job - name of the job
 * @param translation - what is worked on
 */
export function scrapeConfig(
  binding: KubeObject,
  workload: KubeObject,
  job: string,
  { state, findings }: Translation,
): Fields | undefined {
  const reference = textsAt(binding, 'spec', 'metricsTemplate');
  const got = `${reference.namespace ?? ''}/${reference.name ?? ''}`;
  const template = state.get(GROUP.app, 'MetricsTemplate', reference.namespace ?? '', reference.name ?? '');
  const namespace = state.get('', 'Namespace', '', namespaceOf(binding));
  if (template === undefined || namespace === undefined) {
    const what =
      template === undefined
        ? 'names a MetricsTemplate that is not in the input'
        : 'is in a namespace that is not in the input';
    findings.add('error', binding, { what, got, fix: 'pass it with the files' });
    return undefined;
  }
  const text = textAt(template, 'spec', 'prometheusConfig', 'scrapeConfigTemplate') ?? '';
  const data = withIntegers({ workload, namespace });
  try {
    const filled = fillTemplate(text, data, {
      functions: lookups(state),
      missingKey: 'error',
      noValue: '<no value>',
    });
    const read = parse(`job_name: ${job}\n${filled}`) as Value;
    if (isFields(read)) return read;
    throw new TemplateError('the result is not a map');
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    findings.add('error', template, {
      what: `cannot be filled in: ${error.message.split('\n')[0] ?? ''}`,
      got,
      fix: 'correct scrapeConfigTemplate',
    });
    return undefined;
  }
}

/** The functions of templates that look into the cluster. Source: application-operator, controllers/template. */
function lookups(state: OamClusterState): TemplateFunctions {
  const found = (value: string | undefined, key: string): string => {
    if (value === undefined) throw new TemplateError(`there is no key ${key}`);
    return value;
  };
  const texts = (look: (a: string, b: string, c: string, d: string) => TemplateValue): TemplateFunction => {
    const call: TemplateFunction['call'] = (...values) => {
      const [a = '', b = '', c = '', d = ''] = values.map(textArgument);
      return look(a, b, c, d);
    };
    return { least: look.length, most: look.length, call };
  };
  return {
    get: texts((apiVersion, kind, at, name) => {
      const object = state.get(groupOf(apiVersion), kind, at, name);
      if (object === undefined) throw new TemplateError(`there is no ${kind} ${at}/${name}`);
      return withIntegers(object);
    }),
    configmap: texts((at, name, key) => {
      const object = state.get('', 'ConfigMap', at, name);
      return found(object === undefined ? undefined : textAt(object, 'data', key), key);
    }),
    secret: texts((at, name, key) => found(secretTexts(state, at, name)?.[key], key)),
  };
}
