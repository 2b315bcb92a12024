/** The part of fengari, a Lua 5.3 in JavaScript, that the tests use. */
declare module 'fengari' {
  interface State {
    readonly brand: unique symbol;
  }
  type LuaString = Uint8Array;
  export const lua: {
    readonly LUA_OK: number;
    lua_setglobal(state: State, name: LuaString): void;
    lua_getfield(state: State, index: number, name: LuaString): void;
    lua_tostring(state: State, index: number): LuaString;
    lua_pop(state: State, count: number): void;
    lua_pushstring(state: State, value: LuaString): void;
    lua_pushnumber(state: State, value: number): void;
    lua_pushboolean(state: State, value: boolean): void;
    lua_pushnil(state: State): void;
    lua_newtable(state: State): void;
    lua_settable(state: State, index: number): void;
  };
  export const lauxlib: {
    luaL_newstate(): State;
    luaL_requiref(state: State, name: LuaString, open: (state: State) => number, global: number): void;
    luaL_dostring(state: State, source: LuaString): number;
  };
  export const lualib: { luaopen_base(state: State): number; luaopen_table(state: State): number };
  export function to_luastring(text: string): LuaString;
  export function to_jsstring(text: LuaString): string;
}
