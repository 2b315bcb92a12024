import { publicDeclarations } from '../../scripts/declarations/public-declarations';

const DECLARATIONS = `
export declare class Gateway {
    /** Name of the object. */
    readonly name: string;
    /** Ports, with all defaults filled in. @internal */
    get servers(): readonly string[];
    /**
     * Adds a port.
     * @param port - its number
     */
    addServer(port: number): void;
    /** @internal */
    protected spec(): object;
}
`;

test('users do not see what is marked as internal', () => {
  const text = publicDeclarations(DECLARATIONS);
  expect(text).toMatch(/readonly name: string;[^]*addServer\(port: number\): void;/);
  expect(text).not.toMatch(/servers|spec/);
  expect(text).not.toMatch(/@internal|defaults filled in/);
  expect(text).toContain('Adds a port.');
});

test('declarations without internal members stay as they are', () => {
  const text = DECLARATIONS.replace(/@internal/g, '');
  expect(publicDeclarations(text)).toBe(text);
});
