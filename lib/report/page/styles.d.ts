/** Styles are bundled by esbuild; to the compiler they are files without exports. */
declare module '*.css';
