/** The moment at which a study is looked at: now, or a past one that is typed or chosen. */
import { DateInput } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { hazopWords } from "../vocabulary/hazop-words.ts";

export interface AsOfPickerProps {
  /** Null: now. */
  readonly at: string | null;
  readonly setAt: (at: string | null) => void;
}

/** Times are those of this computer's zone. */
export const AsOfPicker = ({ at, setAt }: AsOfPickerProps) => (
  <DateInput
    withTime
    className="as-of"
    aria-label={hazopWords.asOf.choose}
    placeholder={`${hazopWords.asOf.label}: ${hazopWords.asOf.now}`}
    valueFormat="YYYY-MM-DD HH:mm"
    clearable
    value={at === null ? null : localText(new Date(at))}
    onChange={(value) => setAt(value === null ? null : new Date(value.replace(" ", "T")).toISOString())}
  />
);

const two = (value: number): string => String(value).padStart(2, "0");

const localText = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:00`;
