import { replacementOf } from '../../components/replacements';
import type { ComponentDefinition } from '../../definition/definition';
import { upstreamUrl } from '../../definition/source-url';
import type { FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import { isJsonObject, type JsonObject } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { fact, option, type Subject } from './subject';

/** Fields of a source of an Application that say which chart it is. */
const FIELDS = ['repoURL', 'chart', 'path', 'targetRevision'];

/**
 * Where the sources of an Application are, those of several sources included.
 * @param content - the Application
 */
export function sourcePaths(content: JsonObject): readonly FieldPath[] {
  const sources = valueAtPath(content, ['spec', 'sources']);
  const several = Array.isArray(sources) ? sources.map((_, index): FieldPath => ['spec', 'sources', index]) : [];
  return valueAtPath(content, ['spec', 'source']) === undefined ? several : [['spec', 'source'], ...several];
}

/**
 * Origins of the chart of a component and its version: the chart of the release or the published one, and the options that choose it.
 * @param content - the Application
 * @param definition - the component
 * @param subject - the profile
 */
export function chartSourceOrigins(
  content: JsonObject,
  definition: ComponentDefinition,
  subject: Subject,
): readonly FieldOrigin[] {
  return sourcePaths(content).flatMap((at) => {
    const source = valueAtPath(content, at);
    if (!isJsonObject(source)) return [];
    return FIELDS.filter((field) => field in source).flatMap((field) => [
      chartFact([...at, field], source, definition),
      ...stated([...at, field], definition, subject),
    ]);
  });
}

/** The chart as a fact: a published one by its repository, otherwise that of the release. */
function chartFact(at: FieldPath, source: JsonObject, definition: ComponentDefinition): FieldOrigin {
  const published = replacementOf(definition.name)?.charts.find(({ name }) => name === source.chart);
  if (published !== undefined) return fact(at, definition, `published chart ${published.name}`, published.repository);
  const path = definition.chart?.path;
  return path === undefined
    ? fact(at, definition, 'its chart')
    : fact(
        at,
        definition,
        `chart ${path} of the release`,
        path.startsWith('platform-operator/') ? upstreamUrl(path) : undefined,
      );
}

/** The options that choose the chart, as far as the program states them. */
function stated(at: FieldPath, { key }: ComponentDefinition, subject: Subject): readonly FieldOrigin[] {
  const options = [option(at, subject, `components.${key}.chart`, ''), option(at, subject, 'installer', '')];
  return options.filter(({ kind }) => kind === 'option');
}
