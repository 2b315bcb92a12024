import type { Lexer } from 'yaml';
import { yamlLibrary } from './yaml-library';

/** The steps of the lexer in which depth counts, and does not count for libyaml. */
const WITHOUT_DEPTH = ['parseQuotedScalar', 'parseFlowCollection'] as const;

type Step = () => Generator<string, unknown>;

/** A lexer with its steps, the character it is at, and the depth that further lines of a value need. */
type Steps = {
  indentNext: number;
  charAt?: (offset: number) => string;
} & Record<(typeof WITHOUT_DEPTH)[number] | 'parseLineStart', Step>;

/**
 * The lexemes of a YAML text, where comments have no depth, and quoted strings, and what is between brackets and braces, may go on at any depth. YAML 1.2 wants them
 * deeper than their key; programs in Go, kubectl and Argo CD among them, do not. A comment between a key and its value does not end that value.
 *
 * Source: gopkg.in/yaml.v2 2.4.0 and v3 3.0.1, `scannerc.go`: `yaml_parser_scan_flow_scalar` knows no depth, and
 * `yaml_parser_unroll_indent` does nothing in flow style.
 * @param text - YAML
 */
export function goLexemes(text: string): Iterable<string> {
  const { Lexer } = yamlLibrary();
  return withoutDepthOfComments(withoutDepth(new Lexer())).lex(text);
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

/** The lexer takes `#x` on a line of its own for a value, and what follows for one that is less deep. */
function withoutDepthOfComments(lexer: Lexer): Lexer {
  const steps = lexer as unknown as Steps;
  const step = steps.parseLineStart as Step | undefined;
  if (step === undefined) return lexer;
  steps.parseLineStart = function* () {
    const depth = steps.indentNext;
    const next = yield* step.call(lexer);
    if (next === 'doc' && steps.charAt?.(0) === '#') steps.indentNext = depth;
    return next;
  };
  return lexer;
}
