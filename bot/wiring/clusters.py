"""Clusters: finding, comparing and choosing them, answers for applicants, and their editing."""

from __future__ import annotations

from functools import partial

from bot.wiring.shared import DATA, SharedParts
from services.clusters.answer_editing import AnswerEditing
from services.clusters.answers import Answers
from services.clusters.card_reports import Reports
from services.clusters.cards import ReaderCards
from services.clusters.catalogue import Clusters
from services.clusters.college_pages import CollegePages
from services.clusters.comparisons import Comparisons
from services.clusters.coverage import Coverages, load_told
from services.clusters.editing import ClusterEditing
from services.clusters.files.answers import load_answers
from services.clusters.imports import ClusterImports
from services.clusters.open_days.coming import OpenDays
from services.clusters.open_days.reminders import OpenDayReminders
from services.clusters.questionnaire import load_questionnaire
from services.clusters.register_imports import RegisterImports
from services.places.gazetteer import load_gazetteer
from services.search.inline_mode import InlineSearch
from services.search.lookup import Lookup
from services.search.saved_search_matches import SavedSearchMatches
from services.search.saved_searches import SavedSearches
from services.search.service import Searches, read_lexicon, read_professions
from ui.images.maps import MapPictures


class ClusterArea:
    def __init__(self, shared: SharedParts) -> None:
        store, clock, organisers = shared.store, shared.clock, shared.organisers
        self.places = load_gazetteer(DATA / "places_ru.csv", DATA / "regions_ru.csv")
        self.clusters = Clusters(store=store, clock=clock)
        self.open_days = OpenDays(clusters=self.clusters, default_zone=shared.settings.zone)
        self.open_day_reminders = OpenDayReminders(
            store=store, clock=clock, alarm=shared.alarm, default_zone=shared.settings.zone
        )
        self.searches = Searches(clusters=self.clusters, lexicon=partial(read_lexicon, DATA))
        self.coverages = Coverages(
            clusters=self.clusters,
            told=load_told(DATA / "coverage.csv", self.places.regions),
            regions=self.places.regions,
            organisers=organisers,
        )
        self.lookup = Lookup(
            coverages=self.coverages,
            searches=self.searches,
            saved=SavedSearches(store=store, clock=clock, is_shared=shared.is_shared),
            places=self.places,
        )
        self.saved_search_matches = SavedSearchMatches(
            store=store, searches=self.searches, places=self.places
        )
        self.inline_search = InlineSearch(searches=self.searches)
        self.maps = MapPictures()
        self.comparisons = Comparisons(store=store, clusters=self.clusters)
        self.reader_cards = ReaderCards(store=store, clusters=self.clusters, organisers=organisers)
        self.questionnaire = load_questionnaire(DATA / "choosing.csv")
        self.answers = Answers(
            store=store, clock=clock, shipped=load_answers(DATA / "answers.csv")
        )
        self.answer_editing = AnswerEditing(
            store=store, clock=clock, organisers=organisers, shipped=self.answers.shipped
        )
        self.cluster_imports = ClusterImports(
            store=store,
            clock=clock,
            places=self.places,
            reminders=self.open_day_reminders,
            reader=shared.file_reader,
        )
        professions = read_professions(DATA)
        self.register_imports = RegisterImports(
            store=store,
            imports=self.cluster_imports,
            places=self.places,
            professions=professions,
        )
        self.cluster_editing = ClusterEditing(
            store=store, clock=clock, organisers=organisers, imports=self.cluster_imports
        )
        self.college_pages = CollegePages(
            fetcher=shared.fetcher, uploads=self.cluster_editing, professions=professions
        )
        self.reports = Reports(store=store, clock=clock, organisers=organisers)
