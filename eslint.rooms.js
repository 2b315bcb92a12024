/**
 * The rooms of lib/, and which of them may import which. See "The rooms" in CONTRIBUTING.md.
 */

/** From the ground up. Rooms in one line stand side by side: they do not import each other. */
const ROOMS = [
  ['values'],
  ['gitops'],
  ['transforms', 'connectivity'],
  // Rules over any manifests.
  ['checks'],
  ['definition'],
  ['components'],
  // The flows of the platform; mesh and ingress derive objects from them.
  ['network'],
  ['mesh', 'ingress'],
  ['resource'],
  // The values that the platform operator gives to the charts.
  ['charts'],
  ['installer'],
  ['profile'],
  ['application', 'virtual-cluster', 'foundation'],
  ['cluster'],
  // Helpers for tests of users' programs.
  ['testing'],
  // Leaving Verrazzano: adoption, plan, hops, ladders.
  ['exit'],
  // What a report shows, and its page.
  ['report'],
  ['cli'],
  // The entries of the package beside lib/index.ts; they only export.
  ['entries'],
];

/** The only modules that see imports/; they re-export types under plain names. */
const READERS_OF_IMPORTS = ['lib/definition/verrazzano-types.ts', 'lib/gitops/argo/argo-types.ts'];

/** How deep the folders of a room may be nested. */
const MAX_DEPTH = 4;

const RULE = '@typescript-eslint/no-restricted-imports';

/**
 * Flat configuration of the import directions; `plugin` is that of typescript-eslint. Import paths are compared as text,
 * so each depth of folders has its own pattern: whatever climbs out of a room must enter one of the allowed rooms.
 */
function roomsConfig(plugin) {
  const configs = [];
  ROOMS.forEach((rooms, level) => {
    const allowed = ROOMS.slice(0, level).flat();
    for (const room of rooms) {
      for (let depth = 1; depth <= MAX_DEPTH; depth++) {
        configs.push({
          files: [`lib/${room}/${'*/'.repeat(depth - 1)}*.ts`],
          plugins: { '@typescript-eslint': plugin },
          rules: { [RULE]: ['error', { patterns: restrictions(room, allowed, depth) }] },
        });
      }
    }
  });
  return [...configs, { files: READERS_OF_IMPORTS, rules: { [RULE]: 'off' } }];
}

function restrictions(room, allowed, depth) {
  const out = `\\.\\.(?:/\\.\\.){${depth - 1}}`;
  const rooms = allowed.map((name) => `${name}(?:/|$)`).join('|');
  return [
    {
      regex: `^${out}(?:/?$|/(?!${rooms || '$.'}))`,
      message: `${room} imports only from rooms below it (${allowed.join(', ') || 'there are none'}); what two rooms share belongs to the lower one.`,
    },
    { regex: '^cdk8s-verrazzano(?:/|$)', message: 'Inside the package, import the module itself.' },
    { regex: '^\\./(?:.*/)?\\.\\.(?:/|$)|[^.]/\\.\\.(?:/|$)', message: 'Write the shortest path.' },
  ];
}

module.exports = { ROOMS, READERS_OF_IMPORTS, RULE, MAX_DEPTH, roomsConfig };
