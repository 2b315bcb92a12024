import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { COMPONENT_CLASSES, COMPONENTS, SPEC_KEYS, switchesOf } from '../../lib/components';
import { COMPONENT_TABLE } from '../../lib/components/component-table';

const folder = join(__dirname, '..', '..', 'lib', 'components');

test('every row has the definition and the class of its key', () => {
  expect(Object.entries(COMPONENT_TABLE).map(([, [{ key }]]) => key)).toEqual(Object.keys(COMPONENT_TABLE));
  expect(Object.keys(COMPONENT_CLASSES)).toEqual(COMPONENTS.map(({ key }) => key));
});

test('every file with the class of a component has a line in all.ts', () => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && / extends Component</.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.slice(0, -3));
  const listed = [...readFileSync(join(folder, 'all.ts'), 'utf8').matchAll(/from '\.\/(.*)'/g)].map(([, file]) => file);
  expect([...listed].sort()).toEqual(files.sort());
});

test('profile files name only components with a section', () => {
  const files = ['base', 'baseV1alpha1', 'dev', 'prod', 'managedCluster', 'none'] as const;
  for (const file of files) expect(SPEC_KEYS).toEqual(expect.arrayContaining(Object.keys(switchesOf(file))));
});
