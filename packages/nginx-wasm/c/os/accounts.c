/* Accounts and groups. The machine that the configuration comes from has its own, so here all exist, and all is root's. */
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

struct passwd *getpwnam(const char *name) {
    static struct passwd everybody;
    everybody.pw_name = (char *) name;
    return &everybody;
}

struct group *getgrnam(const char *name) {
    static struct group everybody;
    everybody.gr_name = (char *) name;
    return &everybody;
}

int initgroups(const char *name, gid_t group) { (void) name, (void) group; return 0; }
uid_t getuid(void) { return 0; }
uid_t geteuid(void) { return 0; }
gid_t getgid(void) { return 0; }
gid_t getegid(void) { return 0; }
int setuid(uid_t user) { (void) user; return 0; }
int setgid(gid_t group) { (void) group; return 0; }
