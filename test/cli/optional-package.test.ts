import { inCi } from '../support/sample';
import { cli, Folder, verrazzano } from './cli';

const folder = new Folder();
const notInstalled = (): never => {
  throw Object.assign(new Error('Cannot find module'), { code: 'MODULE_NOT_FOUND' });
};

afterAll(() => folder.remove());
afterEach(() => jest.resetModules());

// First, since import loads it.
inCi('other commands do not load the formatter', async () => {
  const isLoaded = (): boolean => Object.keys(require.cache).some((path) => /prettier.standalone/.test(path));
  await cli(['components']);
  expect(isLoaded()).toBe(false);
});

inCi('without Prettier, import writes a program that is not formatted, and says so', async () => {
  const file = folder.write('verrazzano.yaml', verrazzano('{ profile: dev }'));
  const pretty = await cli(['import', file]);
  jest.doMock('prettier/standalone', notInstalled);
  const plain = await cli(['import', file]);
  expect(plain.code).toBe(0);
  expect(plain.err).toContain('npm install --save-dev prettier');
  expect(plain.out).not.toBe(pretty.out);
  const words = (text: string): string => text.replace(/[\s,;()'"]/g, '');
  expect(words(plain.out)).toBe(words(pretty.out));
});

inCi('without the CycloneDX packages, images says what to install', async () => {
  jest.doMock('packageurl-js', notInstalled);
  expect(await cli(['images', '--output', 'cyclonedx'])).toEqual({
    code: 1,
    out: '',
    err: '[images --output cyclonedx] optional packages are not installed; npm install --save-dev @cyclonedx/cyclonedx-library packageurl-js\n',
  });
});
