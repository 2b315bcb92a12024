/** The objects of bench/apps/prod.ts, from where it wrote them, through cdk8s alone. */
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import { parse } from 'yaml';

const written = process.env.BENCH_OBJECTS ?? '';
const app = new App();
const chart = new Chart(app, 'prod');
const files = readdirSync(written, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
for (const file of files.sort()) {
  const manifest = parse(readFileSync(join(written, file), 'utf8')) as ApiObjectProps;
  new ApiObject(chart, file.replace(/\W/g, '-'), manifest);
}
app.synth();
