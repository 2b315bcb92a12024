import type { Lexer } from 'yaml';
import { yamlLibrary } from './yaml-library';

/** The steps of the lexer in which depth counts, and does not count for libyaml. */
const WITHOUT_DEPTH = ['parseQuotedScalar', 'parseFlowCollection'] as const;

type Step = () => Generator<string, unknown>;

/** A lexer with its steps, and with the depth that further lines of a value need. */
type Steps = { indentNext: number } & Record<(typeof WITHOUT_DEPTH)[number], Step>;

/**
 * The lexemes of a YAML text, where quoted strings, and what is between brackets and braces, may go on at any depth. YAML 1.2 wants them
 * deeper than their key; programs in Go, kubectl and Argo CD among them, do not.
 *
 * Source: gopkg.in/yaml.v2 2.4.0 and v3 3.0.1, `scannerc.go`: `yaml_parser_scan_flow_scalar` knows no depth, and
 * `yaml_parser_unroll_indent` does nothing in flow style.
 * @param text - YAML
 */
export function goLexemes(text: string): Iterable<string> {
  const { Lexer } = yamlLibrary();
  return withoutDepth(new Lexer()).lex(text);
}

/** What another version of the library does not have is left as it is. */
function withoutDepth(lexer: Lexer): Lexer {
  const steps = lexer as unknown as Steps;
  for (const name of WITHOUT_DEPTH) {
    const step = steps[name] as Step | undefined;
    if (step === undefined) continue;
    steps[name] = function* () {
      const depth = steps.indentNext;
      steps.indentNext = 0;
      const next = yield* step.call(lexer);
      steps.indentNext = depth;
      return next;
    };
  }
  return lexer;
}
