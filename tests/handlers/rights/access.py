"""Who may press which button and give which command. A new one has to be put here."""

from __future__ import annotations

from enum import IntEnum


class Access(IntEnum):
    EVERYONE = 0
    """Of their own rows: whose they are is for `test_other_peoples_rows`."""
    ORGANISERS = 1
    OWNERS = 2


BUTTONS: dict[Access, str] = {
    Access.EVERYONE: """
        c cb cd cf ck cl cm cn co cp cr cw fd fk fp fs fx g gr gs gw h ha hm hs hw i is l la lc le
        lk lm lo lp lr lw lx n nf nh nm r rs tc td tm ts
        vf vi vl vq vr vs vt vx w wa wd wk wn wp wq wr ws wt
        ph pr s sd sl sm sq sr x
        ic if il kc kd kf km kna knd knf kno knp knq kns knw ks p pc pd pdp pe pfc pfi pfk pfl pfo
        pfr pft pj pl plp pm pmp pn pt pv px qa ql qv rc ro rt yb yk yn za zg zi zl zs zt
    """,
    Access.ORGANISERS: """
        a aa al ao au av
        b ba bc be bg bk bo bp br bs bv bw bx by d
        cq ct hd he hf hn hp hr hv u uc ue uo ut uu uw
        e ea eb ed ef eg eh ei ek el en eo es et ew ex vc
        fc fe fh fj fm fr knu
        o oa ob oc od oe of og oh om on op os ou ov ox
        y yc ye yg yi yl yp yq ys yv yw yx
    """,
    Access.OWNERS: "ar",
}

OWNERS_PRESS = ("a:add",)
"""Of a button that organisers have."""

COMMANDS: dict[Access, str] = {
    Access.EVERYONE: """
        start help cancel settings language privacy stop my apply choose clusters news program
    """,
    Access.ORGANISERS: "admin broadcast",
}


def access_to(data: str) -> Access:
    """Of callback data."""
    if data.startswith(OWNERS_PRESS):
        return Access.OWNERS
    prefix = data.partition(":")[0]
    [found] = [access for access, names in BUTTONS.items() if prefix in names.split()]
    return found


def prefixes() -> set[str]:
    return {name for names in BUTTONS.values() for name in names.split()}
