import { inCi } from '../support/sample';
import { CheckedFolders } from './checked-folders';

const folders = new CheckedFolders();
afterAll(() => folders.remove());

const CIPHER = 'ENC[AES256_GCM,data:KHCFH3h=,iv:abc=,tag:def=,type:str]';
const SOPS = `sops:\n  age: [{recipient: age1abc, enc: text}]\n  lastmodified: "2026-01-01T00:00:00Z"\n  mac: ${CIPHER}\n  version: 3.9.0\n`;
const secret = (data: string): string =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: db, namespace: shop}\nstringData:\n  password: ${data}\n`;

async function found(text: string, ...options: string[]): Promise<string[]> {
  return folders.found({ 'a.yaml': text }, ...options);
}

test('a Secret that SOPS encrypts has no content for others, and no unknown field', async () => {
  expect(await found(`${secret(CIPHER)}${SOPS}`)).toEqual([]);
  expect(await found(`${secret(CIPHER).replace('stringData', 'data')}${SOPS}`, '--severity', 'info')).toEqual([
    'filled-in-later Secret shop/db data.password',
  ]);
});

const SECRET = ['secret Secret shop/db', 'secret Secret shop/db stringData.password'];

inCi('what SOPS leaves as it is counts', async () => {
  expect(await found(`${secret('hunter2')}${SOPS}`)).toEqual(SECRET);
  expect(await found(secret('hunter2'))).toEqual(SECRET);
  expect(await found(`${secret('hunter2')}sops: {version: 3}\n`)).toContain('unknown-field Secret shop/db sops');
});
