"""URLs of identity: coming in, one's own account, roles, audit; people and their import."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path

from suluh.identity.views import (
    account,
    agencies,
    audit,
    facts,
    imports,
    people,
    roles,
    sign_in,
)

_COMING_IN: list[URLPattern] = [
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("masuk/ulang/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("masuk/ulang/kode/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "masuk/ulang/kunci/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("masuk/nonaktif/", allauth_account.account_inactive, name="account_inactive"),
    path("masuk/kode/", mfa.authenticate, name="mfa_authenticate"),
    path("masuk/kunci/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("masuk/lupa/", sign_in.recover, name="account_reset_password"),
    path("masuk/aktifkan/", sign_in.recover, {"activating": True}, name="activate"),
    path("masuk/aktivasi/<str:token>/", sign_in.first_password, name="activation"),
    path("masuk/terkirim/", sign_in.recover_sent, name="recover_sent"),
    path(
        "masuk/sandi/<uuid:account>/<str:token>/",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path("keluar/", allauth_account.logout, name="account_logout"),
    path("daftar/", sign_in.sign_up, name="account_signup"),
    path("daftar/<str:token>/", sign_in.sign_up_finish, name="sign_up_finish"),
    path("contoh/", sign_in.sample_accounts, name="sample_accounts"),
]
_OWN_ACCOUNT: list[URLPattern] = [
    path("saya/", account.account, name="account"),
    path("saya/sandi/", account.change_password, name="account_change_password"),
    path("saya/surel/", account.change_email, name="account_email"),
    path("saya/surel/<str:token>/", account.new_email, name="new_email"),
    path("saya/telepon/", account.change_phone, name="change_phone"),
    path("saya/bahasa/", account.change_language, name="change_language"),
    path("saya/sesi/akhiri/", account.end_other_sessions, name="end_other_sessions"),
    path("saya/sesi/<slug:handle>/akhiri/", account.end_session, name="end_session"),
]
_SECOND_FACTOR: list[URLPattern] = [
    path("saya/keamanan/", account.second_factor, name="second_factor"),
    path("saya/keamanan/", account.second_factor, name="mfa_index"),
    path("saya/keamanan/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("saya/keamanan/aplikasi/hapus/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("saya/keamanan/pemulihan/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "saya/keamanan/pemulihan/baru/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "saya/keamanan/pemulihan/unduh/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("saya/keamanan/kunci/", account.second_factor, name="mfa_list_webauthn"),
    path("saya/keamanan/kunci/tambah/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("saya/keamanan/kunci/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "saya/keamanan/kunci/<int:pk>/hapus/",
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
]

_FACTS: list[URLPattern] = [
    path("pegawai/data/", facts.fact_list, name="fact_list"),
    path("pegawai/data/contoh.xlsx", facts.fact_sample, name="fact_sample"),
    path("pegawai/data/<uuid:run>/", facts.fact_run, name="fact_run"),
    path("pegawai/data/<uuid:run>/terapkan/", facts.fact_apply, name="fact_apply"),
    path("pegawai/data/<uuid:run>/buang/", facts.fact_discard, name="fact_discard"),
]

_PEOPLE: list[URLPattern] = [
    path("instansi/tambah/", agencies.agency_add, name="agency_add"),
    path("pegawai/", people.people_list, name="people"),
    path("pegawai/tambah/", people.person_add, name="person_add"),
    path("pegawai/aktivasi/", people.activations, name="activations"),
    path("pegawai/impor/", imports.import_list, name="import_list"),
    path("pegawai/impor/<uuid:run>/", imports.import_run, name="import_run"),
    path("pegawai/impor/<uuid:run>/kolom/", imports.import_columns, name="import_columns"),
    path("pegawai/impor/<uuid:run>/terapkan/", imports.import_apply, name="import_apply"),
    path("pegawai/impor/<uuid:run>/buang/", imports.import_discard, name="import_discard"),
    path("pegawai/impor/<uuid:run>/batalkan/", imports.import_undo, name="import_undo"),
    path("pegawai/impor/<uuid:run>/ditolak.xlsx", imports.import_refused, name="import_refused"),
    path("pegawai/<uuid:person>/", people.person_page, name="person"),
    path("pegawai/<uuid:person>/aktivasi/", people.activation_send, name="activation_send"),
    path("pegawai/<uuid:person>/kontak/", people.person_contact, name="person_contact"),
    path("pegawai/<uuid:person>/penugasan/", people.person_job, name="person_job"),
    path("pegawai/<uuid:person>/atasan/", people.person_supervisor, name="person_supervisor"),
    path("pegawai/<uuid:person>/akhiri/", people.person_end, name="person_end"),
]

_ROLES: list[URLPattern] = [
    path("peran/", roles.roles, name="roles"),
    path("peran/beri/", roles.grant, name="role_grant"),
    path("peran/<uuid:grant>/cabut/", roles.revoke, name="role_revoke"),
    path("audit/", audit.audit, name="audit"),
]

urlpatterns: list[URLPattern] = [
    *_COMING_IN,
    *_OWN_ACCOUNT,
    *_SECOND_FACTOR,
    *_ROLES,
    *_FACTS,
    *_PEOPLE,
]
