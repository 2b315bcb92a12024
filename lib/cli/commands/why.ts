import type { Command } from 'commander';
import { visible, visibleJson } from '../../values/escape/visible';
import { writeJson, writeLines } from '../io';
import { examples, outputOption, type OutputOptions } from '../options';
import type { Session } from '../session';
import { usageError } from '../usage-error';
import { explainedFile, whyLine, type ExplainedFile, type WhyAnswer, type WhyCause } from '../why/answer';

interface WhyOptions extends OutputOptions {
  readonly map?: string;
  readonly outdir?: string;
}

/** The longest value that is printed whole. */
const MAX_SHOWN = 200;

/**
 * Adds the command `why`.
 * @param command - the command, with its name and description
 * @param session - the run
 */
export function addWhy(command: Command, session: Session): void {
  command
    .argument('<line...>', 'lines of files of the output, as <file>:<line>')
    .option('--map <file>', 'the map of the provenance (default: beside the output folder)')
    .option('--outdir <folder>', 'the output folder that --map is about')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'why dist/prod/platform/default/Verrazzano.install.verrazzano.io.verrazzano.yaml:10',
        'why dist/prod/policies/cert-manager/NetworkPolicy.networking.k8s.io.cert-manager-webhook-ingress.yaml:20 --output json',
      ),
    )
    .addHelpText(
      'after',
      '\nThe map is written by a synthesis with the environment variable CDK8S_VERRAZZANO_PROVENANCE=1.',
    )
    .action((lines: readonly string[], options: WhyOptions) => {
      const { map, outdir } = options;
      if ((map === undefined) !== (outdir === undefined)) {
        usageError(command, { what: '--map and --outdir belong together', fix: 'give both' });
      }
      const given = map === undefined || outdir === undefined ? undefined : { map, output: outdir };
      const answers: WhyAnswer[] = [];
      const files = new Map<string, ExplainedFile>();
      for (const text of lines) {
        const [, file = '', line = ''] = /^(.+):([1-9]\d{0,8})$/.exec(text) ?? [];
        if (file === '') usageError(command, { what: 'is not a line of a file', got: text, allowed: '<file>:<line>' });
        session.with(file, () => {
          const known = files.get(file) ?? explainedFile(file, given);
          files.set(file, known);
          answers.push(whyLine(known, Number(line)));
        });
      }
      if (options.output === 'json') writeJson(session.io, answers);
      else
        writeLines(
          (text) => session.io.out(text),
          answers.flatMap((each, index) => [...(index > 0 ? [''] : []), ...linesOf(each)]),
        );
    });
}

function linesOf(answer: WhyAnswer): string[] {
  const { file, line, object, field, value } = answer;
  const changed = answer.changed.map(
    (each) => `  ${each} has changed since the synthesis: its lines are those of then`,
  );
  return [
    `${file}:${line}${object === '' ? '' : `  ${object}`}`,
    ...(field === '' ? [] : [`  ${field}: ${shown(value)}`]),
    ...causeLines(answer),
    '  program',
    ...programLines(answer),
    ...changed,
  ].map(visible);
}

/** From the inside to the outside, each line of the program once. */
function programLines({ constructs }: WhyAnswer): string[] {
  const [inner] = constructs;
  const steps = constructs.filter(({ program }, index) => {
    const before = constructs[index - 1]?.program ?? [];
    return index === 0 || program.join() !== before.join();
  });
  return steps.flatMap(({ path, type, program, creator }) => [
    `    ${creator ?? `${type} ${path === '' ? '(the app)' : path}`}`,
    ...(path === inner?.path && creator !== undefined ? [`      makes ${type} ${path}`] : []),
    ...program.map((place) => `      ${place}`),
  ]);
}

function causeLines({ causes, isExact, isDirect, field, stated }: WhyAnswer): string[] {
  const about = causes.flatMap((cause) => causeText(cause, field));
  const place = stated === undefined ? [] : [`    ${stated}`];
  const direct = isDirect ? ['  stated in the program, where the object is created', ...place] : [];
  if (isExact) return [...direct, '  because of', ...about];
  if (isDirect) return direct;
  const known = place.length > 0 ? ['  the program has this value among the options of the construct', ...place] : [];
  const only = `  of this ${field === '' ? 'file' : 'field'} only the construct is known`;
  if (about.length > 0) return [...known, `${only}, and what it is made of`, ...about];
  return known.length > 0 ? known : [only];
}

function causeText(cause: WhyCause, asked: string): string[] {
  const { kind, text, of, flow, page, source, field, program, stated } = cause;
  const whose = of === undefined || kind !== 'option' ? '' : ` of ${of === '' ? 'the app' : of}`;
  const where = asked.startsWith(field) || field === '' ? '' : ` (${field})`;
  const [line] = program;
  const partly = stated !== undefined && stated !== text ? `  (${stated})` : '';
  return [
    `    ${kind} ${text}${whose}${where}`,
    ...(flow === undefined ? [] : [`      flow ${flow}`]),
    ...(line === undefined ? [] : [`      ${line}${partly}`]),
    ...(page === undefined ? [] : [`      ${page}`]),
    ...(source === undefined ? [] : [`      ${source}`]),
  ];
}

function shown(value: unknown): string {
  const text = visibleJson(value) ?? 'nothing';
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}...`;
}
