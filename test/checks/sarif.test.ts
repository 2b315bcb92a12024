import { CHECK_RULES } from '../../lib/checks/finding';
import { sarifLog } from '../../lib/checks/report/sarif';

interface Log {
  readonly runs: ReadonlyArray<{ readonly tool: { readonly driver: { readonly rules: readonly object[] } } }>;
}

const rulesOf = (homepage: string): readonly object[] =>
  (sarifLog([], { version: '1.2.3', homepage }) as Log).runs[0]?.tool.driver.rules ?? [];

test('each rule links to the documentation of the version', () => {
  expect(rulesOf('https://github.com/acme/fork#readme')).toMatchObject(
    Object.keys(CHECK_RULES).map((id) => ({
      id,
      helpUri: `https://github.com/acme/fork/blob/v1.2.3/docs/reference/checks.md#${id}`,
    })),
  );
});

test('no rule links to a repository that does not exist', () => {
  for (const rule of rulesOf('https://github.com/OWNER/x#readme')) expect(rule).not.toHaveProperty('helpUri');
});
