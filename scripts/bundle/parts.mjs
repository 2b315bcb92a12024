/**
 * Which part of the bundle has which module, from the metafile of esbuild.
 *
 * A module in the folders of a part belongs to that part. Any other belongs to the main part if the entries need it when they are loaded, or if several
 * parts need it; it belongs to the one part that needs it otherwise.
 */
export function partsOf({ inputs }, folders, main) {
  const importsOf = (file) => inputs[file].imports.filter(({ path }) => inputs[path] !== undefined);
  const folderOf = (file) =>
    Object.keys(folders).find((part) => folders[part].some((folder) => file.startsWith(folder)));

  const reach = (roots, isOutside) => {
    const found = new Set();
    const visit = (file) => {
      if (found.has(file) || isOutside(file)) return;
      found.add(file);
      for (const { path } of importsOf(file)) visit(path);
    };
    roots.forEach(visit);
    return found;
  };

  const files = Object.keys(inputs).filter((file) => file.startsWith('lib/'));
  const inMain = reach(['<stdin>'], (file) => folderOf(file) !== undefined);
  const needs = Object.keys(folders).map((part) => {
    const own = files.filter((file) => folderOf(file) === part);
    return [part, reach(own, (file) => inMain.has(file) || (folderOf(file) ?? part) !== part)];
  });
  const parts = new Map(
    files.map((file) => {
      const needing = needs.filter(([, needed]) => needed.has(file));
      return [file, inMain.has(file) || needing.length > 1 ? main : needing[0][0]];
    }),
  );
  const partOf = (file) => parts.get(file);
  const crossing = files.flatMap((file) => importsOf(file).filter(({ path }) => partOf(path) !== partOf(file)));

  return {
    partOf,
    /** Modules that other parts import, in a stable order. */
    shared: [...new Set(crossing.map(({ path }) => path))].sort(),
    /** The module that `importer` calls `path`, if it is one of the package. */
    resolve: (importer, path) =>
      inputs[importer] && importsOf(importer).find(({ original }) => original === path)?.path,
  };
}
