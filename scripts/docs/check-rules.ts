import { CHECK_RULES } from '../../lib/checks/finding';
import { codes, table } from './markdown';

const MARK = '<!-- written by `npm run docs`; never edited -->';

const INTRO = `The rules of \`cdk8s-verrazzano check\`, with the severities that their findings have: \`error\` is refused, dropped or broken, \`warning\` probably not
meant, \`info\` cannot be decided from the input. Each finding says what to do about its own case. [Checking manifests](../check.md) explains the command.`;

/** Text of `docs/reference/checks.md`: every rule of `check`. */
export function checkRulesPage(): string {
  const rules = Object.entries(CHECK_RULES);
  const overview = table(
    ['rule', 'severity', 'finds'],
    rules.map(([id, { finds, severities }]) => [`[\`${id}\`](#${id})`, codes(severities), finds]),
  );
  const sections = rules.map(
    ([id, { finds, severities, fix }]) =>
      `## ${id}\n\nFinds ${finds}.\n\n- Severity: ${codes(severities)}\n- What to do: ${fix}.`,
  );
  return [MARK, '# Rules of check', INTRO, overview, ...sections].join('\n\n') + '\n';
}
