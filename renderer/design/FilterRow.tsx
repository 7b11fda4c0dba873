/** A row of buttons of which one is pressed: what a list shows. */

export interface FilterChoice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface FilterRowProps<T extends string> {
  readonly label: string;
  readonly choices: ReadonlyArray<FilterChoice<T>>;
  readonly chosen: T;
  readonly choose: (value: T) => void;
}

/** Each button says whether it is pressed. */
export const FilterRow = <T extends string>({ label, choices, chosen, choose }: FilterRowProps<T>) => (
  <div className="filters" role="group" aria-label={label}>
    {choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        className="filter"
        aria-pressed={choice.value === chosen}
        onClick={() => choose(choice.value)}
      >
        {choice.label}
      </button>
    ))}
  </div>
);
