/** All pages of help: searched on the left, read on the right. */
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { Panel } from "../design/Panel.tsx";
import { ScreenFrame } from "../design/ScreenFrame.tsx";
import { addresses } from "../vocabulary/addresses.ts";
import { helpWords } from "../vocabulary/help-words.ts";
import { HelpPageView } from "./HelpPageView.tsx";
import { findHelp, helpPages } from "./help-pages.ts";

/** Without a page the first one stands open. */
export const HelpScreen = ({ page: id }: { readonly page: string | null }) => {
  const [query, setQuery] = useState("");
  const found = findHelp(query);
  const page = helpPages.find((each) => each.id === id) ?? found[0] ?? helpPages[0];
  return (
    <ScreenFrame title={helpWords.title} about={helpWords.about} body="columns">
      <div className="stack">
        <TextInput
          aria-label={helpWords.search}
          placeholder={helpWords.search}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={query}
          onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        />
        <nav aria-label={helpWords.pages}>
          <ul className="help-list">
            {found.map((each) => (
              <li key={each.id}>
                <Link
                  href={addresses.helpPage(each.id)}
                  {...(each.id === page?.id ? { "aria-current": "page" } : {})}
                  className="help-link"
                >
                  <strong>{each.title}</strong>
                  <span>{each.about}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {found.length === 0 ? <p className="muted">{helpWords.nothing}</p> : null}
      </div>
      {page === undefined ? null : (
        <Panel title={page.title}>
          <HelpPageView page={page} level={3} />
        </Panel>
      )}
    </ScreenFrame>
  );
};
