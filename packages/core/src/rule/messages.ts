/** Message texts by id. `{name}` is filled from the report's data. Ids are stable: tools key on rule and message id. */
export type Messages = Readonly<Record<string, string>>;

type Placeholders<T extends string> = T extends `${string}{${infer P}}${infer Rest}` ? P | Placeholders<Rest> : never;

/** The data that a message needs: required if it has holes, forbidden otherwise. */
export type DataFor<T extends string> = [Placeholders<T>] extends [never]
  ? { readonly data?: never }
  : { readonly data: { readonly [P in Placeholders<T>]: string | number } };

/** Fills the holes of a message. A hole without data stays as it is, so that a defect is seen and nothing throws. */
export function fillMessage(template: string, data: Readonly<Record<string, string | number>> | undefined): string {
  if (!data) return template;
  let filled = '';
  let from = 0;
  for (let open = template.indexOf('{'); open !== -1; open = template.indexOf('{', from)) {
    const close = template.indexOf('}', open);
    if (close === -1) break;
    const value = data[template.slice(open + 1, close)];
    filled += template.slice(from, open) + (value === undefined ? template.slice(open, close + 1) : String(value));
    from = close + 1;
  }
  return filled + template.slice(from);
}
