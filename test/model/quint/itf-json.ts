/** Reaching into the JSON of a trace, as ITF encodes it, to alter it. */
export type Json = unknown;
type JsonObject = Record<string, unknown>;

/** What lies under a path of fields, list positions, and keys of maps. */
export function at(json: Json, ...path: readonly (string | number)[]): Json {
  return path.reduce<Json>((value, step) => {
    const found = child(value, step);
    if (found === undefined)
      throw new TypeError(`no ${String(step)} in ${JSON.stringify(value).slice(0, 80)}`);
    return found;
  }, json);
}

function child(value: Json, step: string | number): Json {
  const object = value as JsonObject;
  const pairs = object['#map'] as readonly (readonly [Json, Json])[] | undefined;
  const items = (object['#set'] ?? object['#tup'] ?? value) as readonly Json[];
  if (pairs !== undefined) return pairs.find(([key]) => key === step)?.[1];
  return typeof step === 'number' ? items[step] : object[step];
}

/** The items of a list, a set or (as pairs) a map: changing the array changes the document. */
export function itemsOf(json: Json): Json[] {
  const object = json as JsonObject;
  return (object['#map'] ?? object['#set'] ?? object['#tup'] ?? json) as Json[];
}

/** Adds to an integer. */
export function add(integer: Json, amount: number): true {
  const object = integer as JsonObject;
  object['#bigint'] = String(Number(object['#bigint']) + amount);
  return true;
}

export function put(json: Json, field: string | number, value: Json): true {
  (json as JsonObject)[field] = value;
  return true;
}
