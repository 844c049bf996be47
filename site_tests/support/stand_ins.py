"""Stand-ins of the SDK, the main thread's queue and the clock, and programs that run the retry examples with them."""

from __future__ import annotations

CPP = r"""
#include <atomic>
#include <chrono>
#include <functional>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>
long now_s = 1000;
bool refuse = false, prepared = true;
namespace std::chrono {
struct test_clock {
    using time_point = std::chrono::time_point<std::chrono::system_clock>;
    static time_point now() { return time_point(std::chrono::seconds(now_s)); }
};
}
#define steady_clock test_clock
namespace ZEGO::LIVEROOM {
bool call() { std::cout << "call\n"; return !refuse; }
bool stop() { std::cout << "stop\n"; return true; }
bool LoginRoom(const char*, int) {
    if (!prepared) std::cout << "unprepared ";
    prepared = false;
    return call();
}
bool StartPublishing(const char*, const char*, int) { return call(); }
bool StartPlayingStream(const char*, void*) { return call(); }
bool LogoutRoom() { return stop(); }
bool StopPublishing() { return stop(); }
bool StopPlayingStream(const char*) { return stop(); }
}
#include "LoginRetry.h"
#include "PublishRetry.h"
#include "PlayRetry.h"
struct TestApp : Retry::App {
    struct Task { long due; std::function<void()> run; };
    std::vector<Task> queue;
    void ShowMessage(const char*) override { std::cout << "message\n"; }
    void OnNoRetry(int code) override { std::cout << "no-retry " << code << "\n"; }
    void OnRefused() override { std::cout << "refused\n"; }
    void Post(int seconds, std::function<void()> task) override {
        queue.push_back({now_s + seconds, task});
    }
    void Pump() {
        for (size_t i = 0; i < queue.size();) {
            if (queue[i].due > now_s) { ++i; continue; }
            auto run = queue[i].run;
            queue.erase(queue.begin() + i);
            run();
            i = 0;
        }
    }
};
void Stop(LoginRetry& it) { it.Leave(); }
template <class It> void Stop(It& it) { it.Stop(); }
void Lost(LoginRetry& it) { it.OnKickOut(); }
template <class It> void Lost(It& it) { it.OnRoomLost(); }
void Disconnect(LoginRetry& it, int code) { it.OnDisconnect(code); }
template <class It> void Disconnect(It& it, int) { it.OnRoomLost(); }
void Callback(LoginRetry& it, int code, const char* id) { it.OnLoginRoom(code, id); }
void Callback(PublishRetry& it, int code, const char* id) { it.OnPublishStateUpdate(code, id); }
void Callback(PlayRetry& it, int code, const char* id) { it.OnPlayStateUpdate(code, id); }
template <class It> void Run(std::istringstream& words, TestApp& app, std::unique_ptr<It> it) {
    for (std::string word; words >> word;) {
        const bool late = word.rfind("late:", 0) == 0;
        if (late) word = word.substr(5);
        const int code = std::atoi(word.c_str() + word.find(':') + 1);
        if (word == "start") it->Start();
        else if (word == "stop") Stop(*it);
        else if (word == "lost") Lost(*it);
        else if (word == "drop") it.reset();
        else if (word == "refuse" || word == "accept") refuse = word == "refuse";
        else if (word[0] == '+') now_s += code;
        else if (word[0] == 'd') Disconnect(*it, code);
        else Callback(*it, code, word[0] == 'o' ? "other" : "id");
        if (!late) app.Pump();
    }
}
int main() {
    for (std::string line; std::getline(std::cin, line); std::cout << "end\n") {
        std::istringstream words(line);
        std::string stage;
        words >> stage;
        TestApp app;
        refuse = false;
        if (stage == "login") {
            prepared = false;
            Run(words, app, std::make_unique<LoginRetry>(app, "id", 0, [] { prepared = true; }));
        } else if (stage == "publish") {
            Run(words, app, std::make_unique<PublishRetry>(app, "id", "title", 0));
        } else {
            Run(words, app, std::make_unique<PlayRetry>(app, "id", nullptr));
        }
    }
}
"""

ZEGO = "package com.zego.zegoliveroom"
JAVA = {
    "android/os/Looper.java": """package android.os;
        public class Looper { public static Looper getMainLooper() { return null; } }""",
    "android/os/SystemClock.java": """package android.os;
        public class SystemClock {
            public static long now = 1000000;
            public static long elapsedRealtime() { return now; }
        }""",
    "android/os/Handler.java": """package android.os;
        import java.util.ArrayList;
        public class Handler {
            record Task(long due, Runnable run) {}
            public static final ArrayList<Task> queue = new ArrayList<>();
            public Handler(Looper looper) {}
            public void post(Runnable r) { postDelayed(r, 0); }
            public void postDelayed(Runnable r, long ms) {
                queue.add(new Task(SystemClock.now + ms, r));
            }
            public void removeCallbacks(Runnable r) { queue.removeIf(task -> task.run() == r); }
            public static void pump() {
                for (int i = 0; i < queue.size();) {
                    if (queue.get(i).due() > SystemClock.now) { i++; continue; }
                    queue.remove(i).run().run();
                    i = 0;
                }
            }
        }""",
    "android/view/View.java": "package android.view; public class View {}",
    "androidx/lifecycle/LifecycleOwner.java": """package androidx.lifecycle;
        public interface LifecycleOwner { Lifecycle getLifecycle(); }""",
    "androidx/lifecycle/DefaultLifecycleObserver.java": """package androidx.lifecycle;
        public interface DefaultLifecycleObserver { void onDestroy(LifecycleOwner owner); }""",
    "androidx/lifecycle/Lifecycle.java": """package androidx.lifecycle;
        public class Lifecycle {
            public DefaultLifecycleObserver observer;
            public void addObserver(DefaultLifecycleObserver it) { observer = it; }
        }""",
    "com/zego/zegoliveroom/entity/ZegoStreamInfo.java": (
        f"{ZEGO}.entity; public class ZegoStreamInfo {{}}"
    ),
    "com/zego/zegoliveroom/callback/IZegoLoginCompletionCallback.java": f"""{ZEGO}.callback;
        public interface IZegoLoginCompletionCallback {{
            void onLoginCompletion(
                int code, com.zego.zegoliveroom.entity.ZegoStreamInfo[] streams);
        }}""",
    "com/zego/zegoliveroom/ZegoLiveRoom.java": f"""{ZEGO};
        import com.zego.zegoliveroom.callback.IZegoLoginCompletionCallback;
        import java.util.ArrayList;
        public class ZegoLiveRoom {{
            public final ArrayList<IZegoLoginCompletionCallback> logins = new ArrayList<>();
            public boolean refuse, prepared;
            boolean call() {{ System.out.println("call"); return !refuse; }}
            boolean stop() {{ System.out.println("stop"); return true; }}
            public boolean loginRoom(String id, int role, IZegoLoginCompletionCallback c) {{
                if (!prepared) System.out.print("unprepared ");
                prepared = false;
                logins.add(c);
                return call();
            }}
            public boolean startPublishing(String id, String title, int flag) {{ return call(); }}
            public boolean startPlayingStream(String id, android.view.View v) {{ return call(); }}
            public boolean logoutRoom() {{ return stop(); }}
            public boolean stopPublishing() {{ return stop(); }}
            public boolean stopPlayingStream(String id) {{ return stop(); }}
        }}""",
    "Main.java": """
        import android.os.Handler;
        import androidx.lifecycle.Lifecycle;
        import com.zego.zegoliveroom.ZegoLiveRoom;
        import java.util.function.BiConsumer;
        import java.util.function.IntConsumer;
        public class Main {
            public static void main(String[] none) {
                var lines = new java.util.Scanner(System.in);
                for (; lines.hasNextLine(); System.out.println("end")) {
                    Handler.queue.clear();
                    new Main().run(lines.nextLine().split(" "));
                }
            }
            final ZegoLiveRoom sdk = new ZegoLiveRoom();
            final Lifecycle lifecycle = new Lifecycle();
            Retry it;
            Runnable stop, lost;
            IntConsumer disconnect;
            BiConsumer<Integer, String> callback;
            void setUp(String stage) {
                if (stage.equals("login")) {
                    var login = new LoginRetry(() -> lifecycle, sdk, "id", 0) {
                        void prepare() { sdk.prepared = true; }
                        HOOKS
                    };
                    it = login;
                    stop = login::leave;
                    lost = login::onKickOut;
                    disconnect = login::onDisconnect;
                    callback = (code, id) ->
                        sdk.logins.get(sdk.logins.size() - 1).onLoginCompletion(code, null);
                } else if (stage.equals("publish")) {
                    var publish = new PublishRetry(() -> lifecycle, sdk, "id", "title", 0) {
                        HOOKS
                    };
                    it = publish;
                    stop = publish::stop;
                    lost = publish::onRoomLost;
                    disconnect = code -> publish.onRoomLost();
                    callback = (code, id) -> publish.onPublishStateUpdate(code, id, null);
                } else {
                    var play = new PlayRetry(() -> lifecycle, sdk, "id", null) {
                        HOOKS
                    };
                    it = play;
                    stop = play::stop;
                    lost = play::onRoomLost;
                    disconnect = code -> play.onRoomLost();
                    callback = (code, id) -> play.onPlayStateUpdate(code, id);
                }
            }
            void run(String[] words) {
                setUp(words[0]);
                for (int i = 1; i < words.length; i++) {
                    var word = words[i];
                    boolean late = word.startsWith("late:");
                    if (late) word = word.substring(5);
                    var number = word.replaceAll("\\\\D", "");
                    int code = number.isEmpty() ? 0 : Integer.parseInt(number);
                    switch (word.split(":")[0]) {
                        case "start" -> it.start();
                        case "stop" -> stop.run();
                        case "lost" -> lost.run();
                        case "drop" -> lifecycle.observer.onDestroy(() -> lifecycle);
                        case "refuse" -> sdk.refuse = true;
                        case "accept" -> sdk.refuse = false;
                        case "disconnect" -> disconnect.accept(code);
                        case "earlier" -> sdk.logins.get(0).onLoginCompletion(code, null);
                        case "other" -> callback.accept(code, "other");
                        default -> {
                            if (word.startsWith("+")) android.os.SystemClock.now += code * 1000L;
                            else callback.accept(code, "id");
                        }
                    }
                    if (!late) Handler.pump();
                }
            }
        }""".replace(
        "HOOKS",
        """void showMessage(String text) { System.out.println("message"); }
                        void onNoRetry(int code) { System.out.println("no-retry " + code); }
                        void onRefused() { System.out.println("refused"); }""",
    ),
}
