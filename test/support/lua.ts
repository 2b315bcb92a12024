import * as fengari from 'fengari';

const { lua, lauxlib, lualib, to_luastring, to_jsstring } = fengari;

/** What a health check of Argo CD returns. */
export interface Health {
  readonly status: string;
  readonly message: string;
}

type State = ReturnType<typeof lauxlib.luaL_newstate>;

/** Runs a health check as Argo CD does: global `obj`, and only the base and table libraries. */
export function luaHealth(source: string, obj: unknown): Health {
  const state = lauxlib.luaL_newstate();
  lauxlib.luaL_requiref(state, to_luastring('_G'), lualib.luaopen_base, 1);
  lauxlib.luaL_requiref(state, to_luastring('table'), lualib.luaopen_table, 1);
  push(state, obj);
  lua.lua_setglobal(state, to_luastring('obj'));
  if (lauxlib.luaL_dostring(state, to_luastring(source)) !== lua.LUA_OK) {
    throw new Error(to_jsstring(lua.lua_tostring(state, -1)));
  }
  return { status: field(state, 'status'), message: field(state, 'message') };
}

function field(state: State, name: string): string {
  lua.lua_getfield(state, -1, to_luastring(name));
  const value = to_jsstring(lua.lua_tostring(state, -1));
  lua.lua_pop(state, 1);
  return value;
}

function push(state: State, value: unknown): void {
  if (typeof value === 'string') lua.lua_pushstring(state, to_luastring(value));
  else if (typeof value === 'number') lua.lua_pushnumber(state, value);
  else if (typeof value === 'boolean') lua.lua_pushboolean(state, value);
  else if (typeof value === 'object' && value !== null) pushTable(state, value);
  else lua.lua_pushnil(state);
}

function pushTable(state: State, value: object): void {
  lua.lua_newtable(state);
  const list = Array.isArray(value);
  for (const [key, member] of Object.entries(value)) {
    push(state, list ? Number(key) + 1 : key);
    push(state, member);
    lua.lua_settable(state, -3);
  }
}
