import { readdirSync, readFileSync } from 'fs';
import { toYaml } from '../../lib/gitops/output/yaml';
import { cli, Folder, type Ran } from '../cli/cli';
import { sample } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';
import { differences, documents, keyOf, texts, type Doc } from './oam-support';

const folder = new Folder();
afterAll(() => folder.remove());

interface Vector {
  readonly id: string;
  readonly input: Doc[];
  readonly environment?: Doc[];
  readonly expected: {
    readonly objects?: Doc[];
    readonly refused?: string[];
    readonly errors?: string[];
    readonly deleted?: string[];
  };
}

describeShared('OAM applications become what release 1.7.2 makes of them', () => {
  const cases = sharedPath('upstream', 'applications', 'cases');
  const environment = `${cases}/environment.yaml`;
  // Tables have unit tests, and one case shows the objects in between.
  const names = readdirSync(cases).filter((name) => /^\d/.test(name) && !/matrix|^59-/.test(name));

  test.each(sample(names, 10))('case %s', async (name) => {
    const expected = documents(`${cases}/${name}/expected.yaml`);
    const isStopped = expected.some(({ kind }) => kind === 'Errors') && name !== '13-service-component-with-ingress';
    const command = ['convert', `${cases}/${name}/input.yaml`, '--context', environment];
    const ran = await cli(isStopped ? [...command, '--despite-errors'] : command);
    expect(differences(expected, texts(ran.out))).toEqual([]);
    expect(ran.code).toBe(0);
    if (isStopped) await expectStopped(command);
  });

  const { vectors } = JSON.parse(readFileSync(sharedPath('upstream', 'applications', 'vectors.json'), 'utf8')) as {
    vectors: Vector[];
  };
  const cluster = documents(environment);
  const byId = vectors.map((vector): [string, Vector] => [vector.id, vector]);

  test.each(sample(byId, 15))('vector %s', async (id, { input, environment: own = [], expected }) => {
    const replaced = new Set(own.map(keyOf));
    const context = [...cluster.filter((each) => !replaced.has(keyOf(each))), ...own];
    const command = ['convert', write(`${id}.yaml`, input), '--context', write(`${id}-context.yaml`, context)];
    const { errors = [], refused = [], deleted = [], objects = [] } = expected;
    const isStopped = errors.length + refused.length > 0;
    if (isStopped) await expectStopped(command);
    const ran = await cli(isStopped ? [...command, '--despite-errors'] : command);
    expect(differences(objects, texts(ran.out))).toEqual([]);
    expect(ran.code).toBe(refused.length > 0 ? 1 : 0);
    for (const each of deleted) expect(ran.err).toContain(each);
  });

  function write(name: string, objects: readonly Doc[]): string {
    return folder.write(name, objects.map(toYaml).join(''));
  }

  async function expectStopped(command: readonly string[]): Promise<Ran> {
    const ran = await cli(command);
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 1, out: '' });
    expect(ran.err).toMatch(/^(?:warning: )?\[\w+ [^\]]+\] /);
    return ran;
  }
});
