/** Sets an element of a list, filling holes one by one: an array that is written far beyond its end becomes a slow one. */
export function putAt<T>(list: (T | undefined)[], index: number, value: T): void {
  while (list.length < index) list.push(undefined);
  list[index] = value;
}
