/**
 * The anchor of a heading, as GitHub makes it, so that links to headings work there and on the site.
 * @param title - text of the heading
 */
export function slugify(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}
