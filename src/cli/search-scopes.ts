import type { System } from '../system/define-system.ts';
import type { Checkable, CheckableScope } from './catalogue.ts';

/** The scopes that an exhaustive search looks at; one without a name for a system that has none of its own. */
export function searchScopes<Subject>(whole: Checkable<Subject>): readonly CheckableScope<Subject>[] {
  const own = whole.scopes();
  return own.length > 0 ? own : [{ name: '', description: '', checkable: whole }];
}

/** The same as the engine wants them. */
export function engineScopes<Subject>(
  whole: Checkable<Subject>,
): readonly { readonly name: string; readonly system: System; readonly subject: Subject }[] {
  return searchScopes(whole).map(({ name, checkable: { system, subject } }) => ({ name, system, subject }));
}
