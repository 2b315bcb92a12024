import { cli } from './cli';

test('a cluster below the Kubernetes of the release is taken to run what is asked for', async () => {
  const { code, out } = await cli(['ladder', '--component', 'coherence-operator', '--kubernetes', '1.25']);
  expect({ code, out: out.split('\n').filter((line) => /^\d/.test(line)) }).toEqual({
    code: 0,
    out: ['1. coherence-operator 3.3.2 -> 3.3.2', '2. coherence-operator 3.3.2 -> 3.4.2'],
  });
  const { err } = await cli(['ladder', '--kubernetes', '1.25', '--kubernetes-from', '1.26']);
  expect(err).toContain('[ladder] --kubernetes is below the version that runs; got "1.25"; allowed 1.26 and above');
});
