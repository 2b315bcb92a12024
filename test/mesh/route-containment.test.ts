import fc from 'fast-check';
import { App, Chart, Testing } from 'cdk8s';
import { MeshGateway } from '../../lib/mesh/mesh-gateway';
import { MeshVirtualService } from '../../lib/mesh/mesh-virtual-service';
import type { MeshRouteMatch, TextMatch } from '../../lib/mesh/routing/mesh-route';
import { contains, isEmpty } from '../../lib/mesh/routing/language/language';
import { regexLanguage, literal } from '../../lib/mesh/routing/language/regex';
import { canFitBoth, coversRequests } from '../../lib/mesh/routing/route-containment';
import { runs } from '../support/fc-runs';

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Whether a string fulfils a condition, as Envoy decides. */
const fulfils = (text: string, match: TextMatch, ignoreCase = false): boolean => {
  if (match.regex !== undefined) return match.regex === '*' || new RegExp(`^(?:${match.regex})$`).test(text);
  const same = (value: string): string => (ignoreCase ? value.toLowerCase() : value);
  return match.exact !== undefined ? same(text) === same(match.exact) : same(text).startsWith(same(match.prefix));
};

/** Whether a request fits a match, as Envoy decides with the routes of Istio 1.19. */
const fits = ({ path, method, headers, query }: Request, match: MeshRouteMatch): boolean => {
  const holds = (found: Readonly<Record<string, string>>, all: Readonly<Record<string, TextMatch>> = {}): boolean =>
    Object.entries(all).every(([name, one]) => found[name] !== undefined && fulfils(found[name], one));
  const without = Object.entries(match.withoutHeaders ?? {}).every(([name, one]) => {
    const isPresence = one.regex === '*';
    if (headers[name] === undefined) return isPresence;
    return !isPresence && !fulfils(headers[name], one);
  });
  return (
    (match.uri === undefined || fulfils(path, match.uri, match.ignoreUriCase)) &&
    (match.method === undefined || match.method === method) &&
    holds(headers, match.headers) &&
    holds(query, match.queryParams) &&
    without
  );
};

const PATHS = ['/', '/a', '/A', '/b', '/ab', '/aB', '/a/', '/a/b', '/abc', '/a/b/c', '/ba', '/aa', '/a-b', '/c'];
const REGEXES = [
  '.*',
  '/.*',
  '/a.*',
  '/[ab]+',
  '/a(/b)?',
  '/(a|b)',
  '/a{1,2}',
  '/[^a]*',
  '/a\\/b.*',
  '(?i)/a',
  '/\\w*',
  '*',
];
const VALUES = ['a', 'ab', 'b', ''];

const text = (texts: readonly string[], regexes: readonly string[]): fc.Arbitrary<TextMatch> =>
  fc.oneof(
    fc.constantFrom(...texts).map((exact) => ({ exact })),
    fc.constantFrom(...texts).map((prefix) => ({ prefix })),
    fc.constantFrom(...regexes).map((regex) => ({ regex })),
  );
const condition = text(VALUES, ['.*', 'a?b?', '[ab]', '*', 'a.*']);
const conditions = fc.dictionary(fc.constantFrom('x', 'y'), condition, { maxKeys: 2 });
const matches: fc.Arbitrary<MeshRouteMatch> = fc.record(
  {
    uri: text(
      PATHS,
      REGEXES.filter((regex) => regex !== '*' && !regex.startsWith('(?i)')),
    ),
    ignoreUriCase: fc.boolean(),
    headers: conditions,
    withoutHeaders: conditions,
    queryParams: conditions,
    method: fc.constantFrom('GET' as const, 'PUT' as const),
  },
  { requiredKeys: [] },
);
const found = fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom(...VALUES, 'c'), { maxKeys: 2 });
const requests: fc.Arbitrary<Request> = fc.record({
  path: fc.constantFrom(...PATHS),
  method: fc.constantFrom('GET', 'PUT'),
  headers: found,
  query: found,
});

const claim = (match: MeshRouteMatch) => ({ match, gateways: ['mesh'] });

describe('containment of matches', () => {
  test('what is covered takes no request that the other one does not take', () => {
    fc.assert(
      fc.property(matches, matches, fc.array(requests, { minLength: 20, maxLength: 20 }), (a, b, all) => {
        const [covers, fit] = [coversRequests(claim(a), claim(b)), canFitBoth(claim(a), claim(b))];
        for (const request of all) {
          if (covers && fits(request, b)) expect(fits(request, a)).toBe(true);
          if (fits(request, a) && fits(request, b)) expect(fit).toBe(true);
        }
      }),
      { numRuns: runs(60, 1000) },
    );
  });

  test('for paths alone it is exact: what is not covered has a path that tells', () => {
    // Every path of up to five characters from a small alphabet.
    const alphabet = ['a', 'b', 'A', 'B', '/', '-'];
    const more = (paths: readonly string[]): string[] => paths.flatMap((path) => alphabet.map((char) => path + char));
    const one = more(['/']);
    const two = more(one);
    const three = more(two);
    const all = ['/', ...one, ...two, ...three, ...more(three)];
    const uris = fc.record({
      uri: text(['/', '/a', '/b', '/ab', '/a/'], REGEXES.slice(0, 9)),
      ignoreUriCase: fc.boolean(),
    });
    const of = (path: string): Request => ({ path, method: 'GET', headers: {}, query: {} });
    fc.assert(
      fc.property(uris, uris, (a, b) => {
        const covered = all.every((path) => !fits(of(path), b) || fits(of(path), a));
        expect(coversRequests(claim(a), claim(b))).toBe(covered);
        expect(canFitBoth(claim(a), claim(b))).toBe(all.some((path) => fits(of(path), a) && fits(of(path), b)));
      }),
      { numRuns: runs(30, 100) },
    );
  });

  test('regular expressions match what JavaScript matches', () => {
    const regexes = fc.constantFrom(
      'a|b*c',
      '(ab)+',
      'a{2,3}',
      'a{2}b',
      '[a-c]?x',
      '[^ab]',
      '\\d+\\.\\d',
      'a.c',
      '(?:a|b)c+?',
      '^ab$',
      '(?P<n>a)b',
    );
    const texts = fc.oneof(
      fc.stringMatching(/^[abcx0.]{0,4}$/),
      fc.constantFrom('abab', 'aa', 'aaa', '1.2', 'ccc', 'bc'),
    );
    fc.assert(
      fc.property(regexes, texts, (regex, value) => {
        const language = regexLanguage(regex);
        if (language === undefined) throw new Error(`${regex} is not read`);
        const expected = new RegExp(`^(?:${regex.replace('?P<', '?<')})$`).test(value);
        expect(contains(language, literal(value))).toBe(expected);
      }),
      { numRuns: runs(100, 500) },
    );
  });

  test.each(['a\\b', '(?i)a', '[[:alpha:]]', 'a{1000}', '(a', 'a)', '*', 'a**', 'x|^a', '\\pL'])(
    '%s is not compared',
    (regex) => {
      expect(regexLanguage(regex)).toBeUndefined();
    },
  );

  test('what is too large is given up', () => {
    const language = regexLanguage('(a|b)*a(a|b){40}(a|b){20}c');
    const other = regexLanguage('(a|b)*b(a|b){40}(a|b){20}c');
    if (language === undefined || other === undefined) throw new Error('not read');
    expect(contains(language, other)).not.toBe(true);
    expect(isEmpty(language)).toBe(false);
  });
});

const chart = (): Chart => new Chart(new App(), 'shop', { namespace: 'shop' });
const out = (...all: readonly MeshRouteMatch[][]): string => {
  const shop = chart();
  new MeshVirtualService(shop, 'vs', {
    hosts: ['app'],
    routes: all.map((some) => ({ matches: some, to: { host: 'app' } })),
  });
  return shop.node
    .findAll()
    .flatMap(({ node }) => node.validate())
    .join('\n');
};

describe('routes of one virtual service', () => {
  const [root, api] = [{ uri: { prefix: '/' } }, { uri: { prefix: '/api' } }];

  test.each<[string, MeshRouteMatch, MeshRouteMatch]>([
    ['the root before a prefix', root, api],
    ['a prefix before a longer text', { uri: { prefix: '/test' } }, { uri: { prefix: '/test2' } }],
    ['a prefix before its exact path', api, { uri: { exact: '/api/v1' } }],
    ['a prefix before the same with a header', api, { ...api, headers: { canary: { exact: 'true' } } }],
    ['a regular expression for everything', { uri: { regex: '.*' } }, { uri: { exact: '/x' } }],
    ['a regular expression that covers', { uri: { regex: '/api(/.*)?' } }, { uri: { prefix: '/api/' } }],
    ['everything before a method', {}, { method: 'GET' }],
    ['a prefix of a header', { headers: { a: { prefix: 'x' } } }, { headers: { a: { exact: 'xy' } } }],
    ['a header that must be there', { headers: { a: { regex: '.*' } } }, { headers: { a: { exact: 'x' } } }],
    ['what a header excludes', { withoutHeaders: { a: { exact: 'x' } } }, { headers: { a: { exact: 'y' } } }],
    ['any port before one', api, { ...api, port: 80 }],
    ['any caller before some', api, { ...api, sourceLabels: { app: 'a' }, sourceNamespace: 'b' }],
    ['another case', { ...api, ignoreUriCase: true }, { uri: { prefix: '/API' } }],
    ['any query', api, { ...api, queryParams: { q: { exact: 'a' } } }],
  ])('%s: the second is unreachable, and not in the other order', (_, first, second) => {
    expect(out([first], [second])).toContain('route 2 is unreachable: route 1 takes its requests');
    expect(out([second], [first])).toBe('');
  });

  test.each<[string, MeshRouteMatch, MeshRouteMatch]>([
    ['other paths', { uri: { prefix: '/a' } }, { uri: { prefix: '/b' } }],
    ['a longer prefix first', { uri: { prefix: '/api/' } }, api],
    ['a header first', { ...api, headers: { a: { exact: 'x' } } }, { ...api, headers: { b: { exact: 'x' } } }],
    ['another port', { ...api, port: 80 }, { ...api, port: 81 }],
    ['some callers first', { ...api, sourceLabels: { app: 'a' } }, api],
  ])('%s: both are within reach', (_, first, second) => {
    expect(out([first], [second])).toBe('');
  });

  test('a route is within reach while one of its matches is', () => {
    expect(out([api], [{ uri: { exact: '/api/v1' } }, { uri: { exact: '/x' } }])).toBe('');
    expect(
      out([api], [{ uri: { prefix: '/x' } }], [{ uri: { exact: '/api/v1' } }, { uri: { exact: '/x/y' } }]),
    ).toContain('route 3 is unreachable: route 1, 2 takes its requests');
  });
});

describe('virtual services at one gateway', () => {
  const clash = (first: MeshRouteMatch, second: MeshRouteMatch): string => {
    const shop = chart();
    const gateway = new MeshGateway(shop, 'gateway', { servers: [{ hosts: ['a.example.com'] }] });
    for (const [id, match] of Object.entries({ one: first, two: second })) {
      const routes = [{ matches: [match], to: { host: 'app' } }];
      new MeshVirtualService(shop, id, { hosts: ['a.example.com'], gateways: [gateway], routes });
    }
    return shop.node
      .findAll()
      .flatMap(({ node }) => node.validate())
      .join('\n');
  };

  test.each<[string, MeshRouteMatch, MeshRouteMatch]>([
    ['a prefix and a longer text', { uri: { prefix: '/test' } }, { uri: { prefix: '/test2' } }],
    ['a prefix and an exact path', { uri: { prefix: '/api' } }, { uri: { exact: '/api/v1' } }],
    ['two headers', { headers: { a: { exact: 'x' } } }, { headers: { b: { exact: 'x' } } }],
    ['a regular expression', { uri: { regex: '/a.*' } }, { uri: { prefix: '/ab' } }],
    ['everything twice', {}, { uri: { prefix: '/' } }],
  ])('%s: a request fits both', (_, first, second) => {
    expect(clash(first, second)).toContain('has the same host at the same gateway; got "a.example.com"');
  });

  test.each<[string, MeshRouteMatch, MeshRouteMatch]>([
    ['other paths', { uri: { prefix: '/a/' } }, { uri: { prefix: '/ab' } }],
    ['one header, other values', { headers: { a: { exact: 'x' } } }, { headers: { a: { prefix: 'y' } } }],
    ['a header and its absence', { headers: { a: { exact: 'x' } } }, { withoutHeaders: { a: { prefix: 'x' } } }],
    ['everything, which Istio tries last', { uri: { prefix: '/' } }, { uri: { prefix: '/api' } }],
    ['methods', { method: 'GET' }, { method: 'PUT' }],
  ])('%s: no clash', (_, first, second) => {
    expect(clash(first, second)).toBe('');
  });
});

test('the objects are written as before', () => {
  const shop = chart();
  new MeshVirtualService(shop, 'vs', { hosts: ['app'], routes: [{ to: { host: 'app' } }] });
  expect(Testing.synth(shop)).toHaveLength(1);
});
