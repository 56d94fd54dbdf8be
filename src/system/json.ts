/** Plain JSON data, immutable. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonRecord;
export interface JsonRecord {
  readonly [field: string]: JsonValue;
}
