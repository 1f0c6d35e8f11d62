// Entries of a calendar as ical.js or node-ical sees them:
//   node entries.mjs ical.js|node-ical FROM UNTIL < calendar   (moments as ISO 8601)
// prints a list of {uid, title, starts, ends, status, place, text}, occurrence by occurrence.
import ICAL from "ical.js";
import ical from "node-ical";
import { readFileSync } from "node:fs";

const [, , reader, from, until] = process.argv;
const text = readFileSync(0, "utf8");
const isWithin = (start) => start >= new Date(from) && start < new Date(until);

function* withIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  const masters = new Map();
  const overrides = [];
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component, { exceptions: [] });
    if (event.isRecurrenceException()) overrides.push(event);
    else masters.set(event.uid, event);
  }
  for (const one of overrides) masters.get(one.uid)?.relateException(one);
  for (const event of masters.values()) {
    if (!event.isRecurring()) {
      yield shown(event, event.startDate, event.endDate);
      continue;
    }
    const occurrences = event.iterator();
    for (let at = occurrences.next(); at && at.toJSDate() < new Date(until); at = occurrences.next()) {
      const { item, startDate, endDate } = event.getOccurrenceDetails(at);
      yield shown(item, startDate, endDate);
    }
  }
}

function shown(event, start, end) {
  const status = event.component.getFirstPropertyValue("status");
  return {
    uid: event.uid, title: event.summary, starts: start.toJSDate(), ends: end.toJSDate(),
    status, place: event.location, text: event.description,
  };
}

function* withNodeIcal() {
  for (const event of Object.values(ical.sync.parseICS(text))) {
    if (event.type !== "VEVENT") continue;
    const found = ical.expandRecurringEvent(event, { from: new Date(from), to: new Date(until) });
    for (const { event: one, start, end } of found) {
      yield {
        uid: one.uid, title: one.summary, starts: start, ends: end, status: one.status,
        place: one.location, text: one.description,
      };
    }
  }
}

const read = { "ical.js": withIcalJs, "node-ical": withNodeIcal }[reader];
const entries = [...read()].filter(({ starts }) => isWithin(starts));
process.stdout.write(JSON.stringify(entries));
