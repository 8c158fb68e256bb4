/** A JSON list that is written item by item. */
export function jsonItems(): (item: unknown) => string {
  let isFirst = true;
  return (item) => {
    const text = `${isFirst ? '\n' : ',\n'}${JSON.stringify(item)}`;
    isFirst = false;
    return text;
  };
}

/** Members of a JSON object that are written one by one. */
export function jsonMembers(): (name: string, value: unknown) => string {
  let isFirst = true;
  return (name, value) => {
    const text = `${isFirst ? '\n' : ',\n'}${JSON.stringify(name)}:${JSON.stringify(value)}`;
    isFirst = false;
    return text;
  };
}
