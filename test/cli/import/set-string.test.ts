import { setStringNotes } from '../../../lib/cli/import/set-string';
import { VERRAZZANO_V1ALPHA1, VERRAZZANO_V1BETA1 } from '../../../lib/definition/verrazzano-api';

const PATH = 'spec.components.ingress.nginxInstallArgs';

const notesOf = (item: object, apiVersion = VERRAZZANO_V1ALPHA1): readonly string[] => {
  const components = { ingress: { nginxInstallArgs: [{ name: 'z' }, { name: 'a', ...item }] } };
  return setStringNotes({ apiVersion, kind: 'Verrazzano', spec: { components } }).map(
    ({ path, text }) => `${path}: ${text}`,
  );
};

describe('setString, which upstream does not read', () => {
  test.each<[object, string]>([
    [{ value: 'true' }, 'true'],
    [{ value: '017' }, '15'],
    [{ value: '~' }, 'null'],
    [{ value: '' }, 'null'],
    [{ valueList: ['010', 'x', 'no'] }, '8, false'],
  ])('is noted where the value is no text: %j', (item, values) => {
    expect(notesOf({ ...item, setString: true })).toEqual([
      `${PATH}[1].setString: has no effect in upstream's conversion; the value becomes ${values}, not text; put a quoted value under overrides if text is meant`,
    ]);
  });

  test.each([
    { value: 'plain', setString: true },
    { value: '1\n2', setString: true },
    { value: '[unclosed', setString: true },
    { value: 'true', setString: false },
    { value: 'true' },
  ])('changes nothing, and is not noted: %j', (item) => expect(notesOf(item)).toEqual([]));

  test('is found below a component too, and not in v1beta1', () => {
    const mysql = { mysqlInstallArgs: [{ name: 'a', value: '1', setString: true }] };
    const notes = setStringNotes({
      apiVersion: VERRAZZANO_V1ALPHA1,
      kind: 'Verrazzano',
      spec: { components: { keycloak: { mysql } } },
    });
    expect(notes.map(({ path }) => path)).toEqual(['spec.components.keycloak.mysql.mysqlInstallArgs[0].setString']);
    expect(notesOf({ value: 'true', setString: true }, VERRAZZANO_V1BETA1)).toEqual([]);
  });
});
