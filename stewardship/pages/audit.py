"""The audit: who did what, when, why, before and after; of a record, of a person, of everybody."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import polars as pl
from fastapi import APIRouter, Request, Response

from runtime.wiring import Connection
from schemas.sentences import word
from stewardship import judging, table
from stewardship.cells import Cells
from stewardship.drawing import draw
from stewardship.visitors import Anyone, Unknown, Visitor
from warehouse import (
    activities,
    answers,
    corrections,
    disclosures,
    entries,
    explanations,
    instructions,
    judgements,
    stewards,
)

router = APIRouter()
_SHOWN = 300
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
Line = dict[str, Any]


@router.get("/audit")
def show(request: Request, who: Anyone, by: str = "", what: str = "") -> Response:
    """The newest of everything a visitor may know of: all of it for approvers, else what they did themselves."""
    by = by if who.may("approver") else who.steward.login
    with who.desk.reading() as connection:
        lines = [one for one in _everything(connection, who) if not by or one["by"] == by]
        people = stewards.names(connection).to_dicts()
    kinds = sorted({one["action"] for one in lines})
    lines = [one for one in lines if not what or one["action"] == what]
    lines.sort(key=lambda one: one["at"], reverse=True)
    return draw(
        request,
        "audit.html.j2",
        who,
        lines=lines[:_SHOWN],
        count=len(lines),
        by=by,
        what=what,
        kinds=kinds,
        people=people,
        words=_words,
        about=_about,
    )


@router.get("/audit/row/{entry_id}")
def row(request: Request, who: Anyone, entry_id: str) -> Response:
    """The history of one row: every text of every cell, and every explanation."""
    with who.desk.reading() as connection:
        ids = pl.Series("entry_id", [entry_id])
        cells = Cells(connection, who.desk.vault, ids)
        if entry_id not in cells.rows:
            raise Unknown
        records = pl.Series("record_id", [cells.rows[entry_id]["record_id"]])
        if judging.visible(connection, who.scope, records).is_empty():
            raise Unknown
        lines = [
            *_corrections(who, corrections.of_records(connection, records)),
            *_explanations(who, explanations.of_records(connection, records)),
        ]
        place = entries.open_of_records(connection, records).to_dicts()
    lines.sort(key=lambda one: one["at"])
    return draw(request, "audit_row.html.j2", who, lines=lines, place=place, words=_words)


def _everything(connection: Connection, who: Visitor) -> list[Line]:
    told = corrections.newest(connection, _SHOWN)
    seen = set(judging.visible(connection, who.scope, told["record_id"]))
    mine = told.filter(pl.col("record_id").is_in(list(seen)))
    lines = _corrections(who, mine)
    explained = explanations.newest(connection, _SHOWN)
    seen = set(judging.visible(connection, who.scope, explained["record_id"]))
    lines += _explanations(who, explained.filter(pl.col("record_id").is_in(list(seen))))
    lines += [
        _line(one["answered_at"], one["answered_by"], "answer", one["unit_code"], one["reason"], after=one["value"])
        for one in answers.given(connection).iter_rows(named=True)
        if who.scope.ever(one["unit_code"])
    ]
    lines += [
        _line(
            one["made_at"],
            one["made_by"],
            "instruction",
            one["bulk_id"],
            one["reason"],
            rows=one["row_count"],
            href=f"/held/bulk/{one['bulk_id']}",
            **_standing(one),
        )
        for one in instructions.all_of(connection).iter_rows(named=True)
        if who.scope.ever(one["sender_code"])
    ]
    judged = judgements.all_of(connection)
    ends = pl.concat([judged["record_l"], judged["record_r"]]).alias("record_id").unique()
    known = set(judging.visible(connection, who.scope, ends))
    lines += [
        _line(
            one["judged_at"],
            one["judged_by"],
            "judgement",
            one["judgement_id"],
            one["reason"],
            after=word("verdict", one["verdict"]).in_(who.language),
        )
        for one in judged.iter_rows(named=True)
        if {one["record_l"], one["record_r"]} <= known
    ]
    logins = {one.login for one in stewards.all_of(connection) if who.scope.ever(one.unit_code)}
    lines += [
        _line(one["shown_at"], one["shown_to"], "disclosure", one["subject"], one["reason"])
        for one in disclosures.listed(connection, _LONG_AGO).tail(_SHOWN).iter_rows(named=True)
        if one["shown_to"] in logins
    ]
    lines += [
        _line(one["at"], one["by"], one["action"], _subject(one), "", **_said(who, one))
        for one in activities.listed(connection).iter_rows(named=True)
        if one["by"] in logins
    ]
    return lines


def _subject(one: Mapping[str, Any]) -> str:
    return "" if one["action"] == "explained" else str(one["subject"])


def _said(who: Visitor, one: Mapping[str, Any]) -> dict[str, Any]:
    """What an activity says of itself, codes as people know them."""
    words: dict[str, Any] = json.loads(one["words"])
    if one["action"] == "explained":
        words["code"] = one["subject"]
    return {**words, "field": table.heading(words["field"], who.language)} if words.get("field") else words


def _corrections(who: Visitor, told: pl.DataFrame) -> list[Line]:
    texts = [json.loads(text) for text in who.desk.vault.open(told["payload"])]
    lines = []
    for one, text in zip(told.drop("payload").iter_rows(named=True), texts, strict=True):
        before, after = (table.shown_text(who, one["field"], text[side] or "") for side in ("raw", "new"))
        line = _line(
            one["made_at"],
            one["made_by"],
            "correction",
            one["record_id"][:8],
            one["reason"],
            field=table.columns([one["field"]], who.language)[0]["label"],
        )
        lines.append(
            {
                **line,
                "before": before,
                "after": after,
                **_standing(one),
                "proposed": one["released_by"] is None,
                "stale": one["stale_run"] is not None,
            }
        )
    return lines


def _standing(one: dict[str, Any]) -> dict[str, Any]:
    """Who released a fix or took it back, and why."""
    return {
        "ended": one["withdrawn_at"],
        "ended_by": one["withdrawn_by"] or "",
        "ended_why": one["withdrawn_reason"] or "",
        "released": "" if one["released_by"] == one["made_by"] else one["released_by"] or "",
        "released_at": one["released_at"],
    }


def _explanations(who: Visitor, told: pl.DataFrame) -> list[Line]:
    texts = [text.decode() for text in who.desk.vault.open(told["payload"])]
    return [
        {
            **_line(one["made_at"], one["made_by"], "explanation", one["record_id"][:8], "", code=one["code"]),
            "after": text,
            "ended": one["withdrawn_at"],
        }
        for one, text in zip(told.drop("payload").iter_rows(named=True), texts, strict=True)
    ]


def _line(at: datetime, by: str, action: str, subject: str, reason: str, **more: Any) -> Line:
    texts = dict.fromkeys(("before", "after", "field", "href", "ended_by", "ended_why", "released"), "")
    blank = {**texts, "ended": None, "released_at": None, "stale": False, "proposed": False}
    shown = {name: value for name, value in more.items() if name not in blank}
    return {
        **blank,
        "at": at,
        "by": by,
        "action": action,
        "subject": subject,
        "reason": reason,
        **{name: value for name, value in more.items() if name in blank},
        "more": shown,
    }


_ACTIONS = {
    "sign_in": ("đăng nhập", "signed in"),
    "sign_out": ("đăng xuất", "signed out"),
    "password": ("đổi mật khẩu", "changed the password"),
    "bulk": ("sửa cả loạt", "fixed in bulk"),
    "bulk_undone": ("hoàn tác sửa cả loạt", "undid a bulk fix"),
    "remedy": ("đồng ý cách sửa cả danh sách", "accepted a remedy"),
    "explained": ("giải trình", "explained"),
    "explanation": ("lời giải trình", "explanation"),
    "correction": ("sửa ô", "corrected a cell"),
    "instruction": ("chỉ dẫn sửa", "instruction"),
    "answer": ("trả lời câu hỏi", "answered a question"),
    "judgement": ("phán quyết trùng người", "judged a pair"),
    "disclosure": ("xem số giấy tờ", "saw ids"),
    "original": ("tải tệp gốc", "took the original"),
    "marked": ("tải tệp đã đánh dấu", "took the marked file"),
    "upload": ("nộp thay đơn vị", "uploaded for a unit"),
    "choice": ("chọn giá trị", "chose a value"),
    "choice_withdrawn": ("bỏ chọn giá trị", "took a choice back"),
    "invited": ("gửi liên kết cho đơn vị", "sent a link to a unit"),
    "invitation_revoked": ("thu hồi liên kết", "revoked a link"),
    "answered": ("đơn vị trả lời qua liên kết", "a unit answered by its link"),
    "answers_accepted": ("nhận trả lời của đơn vị", "accepted answers of a unit"),
    "released": ("duyệt sửa đổi của người khác", "released another's fixes"),
    "release_refused": ("trả lại sửa đổi của người khác", "turned another's fixes down"),
    "answers_refused": ("không nhận trả lời", "turned answers away"),
    "account": ("tạo tài khoản", "made an account"),
    "account_changed": ("đổi tài khoản", "changed an account"),
}


_ABOUT = {
    "address": ("địa chỉ", "address"),
    "cells": ("số ô", "cells"),
    "days": ("số ngày", "days"),
    "disabled": ("đã khóa", "disabled"),
    "login": ("tên đăng nhập", "login"),
    "password": ("mật khẩu mới", "new password"),
    "role": ("vai trò", "role"),
    "reason": ("lý do", "reason"),
    "rows": ("số dòng", "rows"),
    "size": ("số byte", "bytes"),
    "unit": ("đơn vị", "unit"),
    "code": ("điểm", "query"),
}


def _words(action: str, lang: str) -> str:
    vi, en = _ACTIONS.get(action, (action, action))
    return vi if lang == "vi" else en


def _about(name: str, lang: str) -> str:
    vi, en = _ABOUT.get(name, (name, name))
    return vi if lang == "vi" else en
